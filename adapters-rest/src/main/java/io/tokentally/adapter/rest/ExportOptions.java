package io.tokentally.adapter.rest;

import java.time.Duration;

/**
 * How slowly an export may be taken.
 *
 * @param leastRate bytes a second, on average of the grace; zero for any
 * @param grace for how long at a time a slower reader is borne with
 */
public record ExportOptions(long leastRate, Duration grace) {

    /** What a modem takes. */
    public static final ExportOptions DEFAULT = new ExportOptions(1024, Duration.ofSeconds(30));

    public ExportOptions {
        if (leastRate < 0) {
            throw new IllegalArgumentException("leastRate must be 0 or more bytes a second, not " + leastRate);
        }
        if (!grace.isPositive()) {
            throw new IllegalArgumentException("grace must be longer than zero, not " + grace);
        }
    }
}
