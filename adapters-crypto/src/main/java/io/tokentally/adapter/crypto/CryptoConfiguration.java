package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretSealing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.password.PasswordEncoder;

/** What keys are hashed and encrypted with, and what proves people. */
@Configuration(proxyBeanMethods = false)
public class CryptoConfiguration {

    @Bean
    MasterKeys masterKeys(MasterKeyOptions options) {
        return new MasterKeySettings(options).readOrMake();
    }

    /** Under the master keys that this start was made with, once it is sure that they open what is kept. */
    @Bean
    SecretSealing secretSealing(
            MasterKeyOptions options,
            MasterKeys masterKeys,
            MasterKeyRecord masterKeyRecord,
            SealedSecrets sealedSecrets,
            HashingKeys hashingKeys) {
        SecretSealing sealing = new AesSecretSealing(masterKeys);
        new MasterKeyAcceptance(masterKeyRecord, sealedSecrets, hashingKeys)
                .accept(masterKeys, sealing, new MasterKeySettings(options).source());
        return sealing;
    }

    @Bean
    KeyHashing keyHashing(KeyDirectory directory, SecretSealing sealing) {
        return new HmacKeyHashing(directory, sealing);
    }

    @Bean
    SecretVault secretVault(SecretSealing sealing) {
        return new SealedProviderKeys(sealing);
    }

    @Bean
    HeadSignatures headSignatures(MasterKeys masterKeys) {
        return new Ed25519Heads(masterKeys.current());
    }

    @Bean
    Passwords passwords(PasswordEncoder passwordEncoder) {
        return new EncodedPasswords(passwordEncoder);
    }

    @Bean
    OneTimeCodes oneTimeCodes() {
        return new TotpCodes();
    }
}
