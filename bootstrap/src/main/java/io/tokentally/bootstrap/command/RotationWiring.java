package io.tokentally.bootstrap.command;

import io.tokentally.application.port.in.key.RotateHashingKeyUseCase;
import io.tokentally.application.port.in.secret.RotateMasterKeyUseCase;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.MasterKeyRecord;
import io.tokentally.application.port.out.secret.SealedSecrets;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.application.service.key.RotateHashingKeyService;
import io.tokentally.application.service.secret.RotateMasterKeyService;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;

/**
 * The beans of the commands that rotate keys. It is no configuration of the application's, which is why it has no annotation
 * that the application would find it by.
 */
class RotationWiring {

    @Bean
    RotateMasterKeyUseCase rotateMasterKey(SecretSealing sealing, SealedSecrets secrets, MasterKeyRecord record) {
        return new RotateMasterKeyService(sealing, secrets, record);
    }

    @Bean
    RotateHashingKeyUseCase rotateHashingKey(HashingKeys hashingKeys, SecretSealing sealing, Clock clock) {
        return new RotateHashingKeyService(hashingKeys, sealing, new SecureRandom(), clock);
    }
}
