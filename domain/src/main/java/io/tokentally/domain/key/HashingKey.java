package io.tokentally.domain.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of the installation's that virtual keys are hashed under, sealed.
 *
 * @param number counts from 1; a later one is newer
 * @param sealed the secret, which opens under the master key
 * @param validUntil until when keys that are hashed under it are accepted; absent for the one that new keys are hashed under
 */
public record HashingKey(
        int number, SealedSecret sealed, @Nullable Instant validUntil) {

    /** How many bytes of chance a hashing key is. */
    public static final int BYTES = 32;

    public HashingKey {
        if (number < 1) {
            throw new IllegalArgumentException("Hashing keys are numbered from 1: " + number);
        }
    }

    /** Whether new keys are hashed under it. */
    public boolean isCurrent() {
        return validUntil == null;
    }
}
