package io.tokentally.domain.refusal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What refused calls are counted by. Nothing of it is the caller's to choose, so that there are never many.
 *
 * @param hour when it begins, in UTC
 * @param key absent for all calls that came without a key of this installation, though they needed one
 */
public record RefusalCounter(Instant hour, @Nullable RefusedKey key, RefusalReason reason) {

    public RefusalCounter {
        if (!hour.equals(hour.truncatedTo(ChronoUnit.HOURS))) {
            throw new IllegalArgumentException("Not the start of an hour: " + hour);
        }
    }

    static RefusalCounter of(Instant at, @Nullable RefusedKey key, RefusalReason reason) {
        return new RefusalCounter(at.truncatedTo(ChronoUnit.HOURS), key, reason);
    }
}
