package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.audit.HeadSignatures;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.key.KeyDirectory;
import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keys are hashed and encrypted with. */
@Configuration(proxyBeanMethods = false)
class KeySecurityConfiguration {

    @Bean
    MasterKeys masterKeys(TokentallyProperties properties) {
        return new MasterKeySettings(properties).readOrMake();
    }

    /** Under the master keys that this start was made with, once it is sure that they open what is kept. */
    @Bean
    SecretSealing secretSealing(
            TokentallyProperties properties,
            MasterKeys masterKeys,
            MasterKeyRecord masterKeyRecord,
            SealedSecrets sealedSecrets,
            HashingKeys hashingKeys) {
        SecretSealing sealing = new AesSecretSealing(masterKeys);
        new MasterKeyAcceptance(masterKeyRecord, sealedSecrets, hashingKeys)
                .accept(masterKeys, sealing, new MasterKeySettings(properties).source());
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
}
