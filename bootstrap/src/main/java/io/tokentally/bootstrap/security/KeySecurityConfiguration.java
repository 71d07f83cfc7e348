package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.MasterKeyRecord;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.bootstrap.StartRefused;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keys are hashed and encrypted with. */
@Configuration(proxyBeanMethods = false)
class KeySecurityConfiguration {

    /** The configured master key, or else the one in the home folder; never another than the stored keys were made with. */
    @Bean
    MasterKey masterKey(TokentallyProperties properties, MasterKeyRecord masterKeyRecord) {
        String configured = properties.keys().masterKey();
        MasterKey masterKey = configured == null
                ? new MasterKeyFile(properties.home()).readOrMake()
                : MasterKey.parse(configured, "TOKENTALLY_MASTER_KEY");
        if (!masterKeyRecord.accept(masterKey.mark())) {
            throw new StartRefused(
                    "The keys in this database were made under another master key than %s: they would neither be known nor"
                                    .formatted(
                                            configured == null
                                                    ? "the one in "
                                                            + properties.home().resolve(MasterKeyFile.NAME)
                                                    : "TOKENTALLY_MASTER_KEY")
                            + " open.",
                    "Set TOKENTALLY_MASTER_KEY to that one, the same for every instance on this database. If it is lost,"
                            + " so are the keys: run TRUNCATE virtual_keys, virtual_key_uses, provider_keys as the schema's owner,"
                            + " and make and store new ones.");
        }
        return masterKey;
    }

    @Bean
    KeyHashing keyHashing(MasterKey masterKey) {
        return new HmacKeyHashing(masterKey);
    }

    @Bean
    SecretVault secretVault(MasterKey masterKey) {
        return new AesSecretVault(masterKey);
    }
}
