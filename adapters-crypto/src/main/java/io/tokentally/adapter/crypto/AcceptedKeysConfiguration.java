package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.SecretSealing;
import org.springframework.context.annotation.Bean;

/**
 * For commands: sealing and signatures under the master keys that the application was started with, and no others, since what
 * it could not open must not be sealed. It is no configuration of the application's, which is why it has no annotation that
 * the application would find it by.
 */
public class AcceptedKeysConfiguration {

    @Bean
    MasterKeys masterKeys(MasterKeyOptions options, MasterKeyRecord record) {
        return AcceptedMasterKeys.read(options, record);
    }

    @Bean
    SecretSealing secretSealing(MasterKeys masterKeys) {
        return new AesSecretSealing(masterKeys);
    }

    @Bean
    HeadSignatures headSignatures(MasterKeys masterKeys) {
        return new Ed25519Heads(masterKeys.current());
    }
}
