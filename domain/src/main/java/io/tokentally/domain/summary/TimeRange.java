package io.tokentally.domain.summary;

import java.time.Duration;
import java.time.Instant;

/**
 * From an instant until just before another. Roll-ups are kept by quarter-hour, so both ends lie on one: every time
 * zone's midnight since the year 2000 does.
 */
public record TimeRange(Instant from, Instant until) {

    /** The length of a roll-up's bucket. */
    public static final Duration BUCKET = Duration.ofMinutes(15);

    public TimeRange {
        requireOnBucket(from);
        requireOnBucket(until);
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("The range ends at %s, before it starts at %s".formatted(until, from));
        }
    }

    /** The least range in which both instants are. */
    public static TimeRange around(Instant first, Instant last) {
        return new TimeRange(startOfBucket(first), startOfBucket(last).plus(BUCKET));
    }

    /** The first start of a bucket at the instant or after it. */
    public static Instant endOfBucket(Instant instant) {
        Instant start = startOfBucket(instant);
        return start.equals(instant) ? start : start.plus(BUCKET);
    }

    private static Instant startOfBucket(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), BUCKET.toSeconds()) * BUCKET.toSeconds());
    }

    private static void requireOnBucket(Instant instant) {
        if (!isOnBucket(instant)) {
            throw new IllegalArgumentException("Not the start of a quarter-hour: " + instant);
        }
    }

    static boolean isOnBucket(Instant instant) {
        return instant.getNano() == 0 && instant.getEpochSecond() % BUCKET.toSeconds() == 0;
    }
}
