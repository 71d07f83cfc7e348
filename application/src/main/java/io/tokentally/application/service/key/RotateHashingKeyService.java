package io.tokentally.application.service.key;

import io.tokentally.application.port.in.key.RotateHashingKeyUseCase;
import io.tokentally.application.port.out.key.HashingKeys;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.HashingKey;
import io.tokentally.domain.key.KeyRefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** Makes hashing keys, of chance and sealed. */
public class RotateHashingKeyService implements RotateHashingKeyUseCase {

    private final HashingKeys hashingKeys;
    private final SecretSealing sealing;
    private final RandomGenerator random;
    private final Clock clock;

    /** @param random must be cryptographically strong */
    public RotateHashingKeyService(
            HashingKeys hashingKeys, SecretSealing sealing, RandomGenerator random, Clock clock) {
        this.hashingKeys = hashingKeys;
        this.sealing = sealing;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Rotation rotate(Duration grace) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        HashingKey current = hashingKeys
                .current()
                .orElseThrow(() -> new KeyRefusedException(
                        "There is no hashing key to replace yet. Start Tokentally once, then rotate it."));
        refuseTwoAtOnce(now);
        int number = current.number() + 1;
        Instant deadline = now.plus(grace);
        if (!hashingKeys.replace(current, HashingKeys.random(sealing, random, number), now, deadline)) {
            throw new KeyRefusedException("Somebody else has just started another hashing key. That one counts.");
        }
        return new Rotation(number, deadline, hashingKeys.keysUnderOld());
    }

    private void refuseTwoAtOnce(Instant now) {
        HashingKey old = hashingKeys.old().orElse(null);
        if (old == null || old.validUntil() == null || !now.isBefore(old.validUntil())) {
            return;
        }
        long keys = hashingKeys.keysUnderOld();
        if (keys > 0) {
            throw new KeyRefusedException(
                    "The rotation before is still under way: %d keys have not been used since, and work until %s."
                                    .formatted(keys, old.validUntil())
                            + " Wait until then, or have those keys used or revoked: they are marked under Keys.");
        }
    }
}
