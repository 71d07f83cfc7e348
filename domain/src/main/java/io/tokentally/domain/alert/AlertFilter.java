package io.tokentally.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are looked for.
 *
 * @param state all, where there is none
 * @param kind all, where there is none
 * @param before only those that were noted before that one; for the next page
 * @param limit how many at most, the newest first
 */
public record AlertFilter(
        @Nullable AlertState state,
        @Nullable AlertKind kind,
        @Nullable Instant from,
        @Nullable AlertEventId before,
        int limit) {

    public static final int MAX_LIMIT = 200;

    public AlertFilter {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "The limit must lie between 1 and %d, not %d.".formatted(MAX_LIMIT, limit));
        }
    }

    /** All, the newest first. */
    public static AlertFilter newest(int limit) {
        return new AlertFilter(null, null, null, null, limit);
    }
}
