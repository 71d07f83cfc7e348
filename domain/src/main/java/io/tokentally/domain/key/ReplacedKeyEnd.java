package io.tokentally.domain.key;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a key that was replaced by another goes on working beside it. */
public enum ReplacedKeyEnd {
    AT_ONCE(Duration.ZERO),
    IN_AN_HOUR(Duration.ofHours(1)),
    IN_A_DAY(Duration.ofDays(1)),
    IN_A_WEEK(Duration.ofDays(7)),
    /** Until it would have expired, or somebody revokes it. */
    WHEN_REVOKED(null);

    private final @Nullable Duration later;

    ReplacedKeyEnd(@Nullable Duration later) {
        this.later = later;
    }

    /** From when on it is refused; absent if nothing ends it. */
    public @Nullable Instant after(Instant replacedAt) {
        return later == null ? null : replacedAt.plus(later);
    }
}
