package io.tokentally.bootstrap.security;

import io.tokentally.application.port.in.key.RotateHashingKeyUseCase;
import io.tokentally.application.port.in.secret.RotateMasterKeyUseCase;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.service.key.RotateHashingKeyService;
import io.tokentally.application.service.secret.RotateMasterKeyService;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the commands that rotate keys. It is no configuration of the application's, which is why it has no annotation
 * that the application would find it by.
 */
public class RotationWiring {

    /**
     * Under the master keys that the application was started with, and no others: what it could not open must not be sealed.
     */
    @Bean
    SecretSealing secretSealing(TokentallyProperties properties, MasterKeyRecord record) {
        return new AesSecretSealing(AcceptedMasterKeys.read(properties, record));
    }

    @Bean
    RotateMasterKeyUseCase rotateMasterKey(SecretSealing sealing, SealedSecrets secrets, MasterKeyRecord record) {
        return new RotateMasterKeyService(sealing, secrets, record);
    }

    @Bean
    RotateHashingKeyUseCase rotateHashingKey(HashingKeys hashingKeys, SecretSealing sealing, Clock clock) {
        return new RotateHashingKeyService(hashingKeys, sealing, new SecureRandom(), clock);
    }
}
