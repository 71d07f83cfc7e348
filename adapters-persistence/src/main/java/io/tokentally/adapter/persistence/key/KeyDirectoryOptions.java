package io.tokentally.adapter.persistence.key;

import java.time.Duration;

/**
 * How keys are kept in memory.
 *
 * @param refreshInterval how long a change that another process made goes unnoticed at most
 * @param maxAge how long keys count that were read and cannot be read again
 * @param useInterval how often it is written down when keys were used last
 * @param timeout how long whoever changes a key waits for this process to take it over
 */
public record KeyDirectoryOptions(Duration refreshInterval, Duration maxAge, Duration useInterval, Duration timeout) {

    public static final KeyDirectoryOptions DEFAULT = new KeyDirectoryOptions(
            Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofMillis(500));

    public KeyDirectoryOptions {
        requirePositive("refresh interval", refreshInterval);
        requirePositive("use interval", useInterval);
        requirePositive("timeout", timeout);
        if (maxAge.compareTo(refreshInterval) <= 0) {
            throw new IllegalArgumentException(
                    "Keys must count for longer than the %s after which they are read again, not for %s"
                            .formatted(refreshInterval, maxAge));
        }
    }

    /** These options with another age. */
    public KeyDirectoryOptions withMaxAge(Duration otherMaxAge) {
        return new KeyDirectoryOptions(refreshInterval, otherMaxAge, useInterval, timeout);
    }

    private static void requirePositive(String what, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("The key directory's %s must be positive: %s".formatted(what, duration));
        }
    }
}
