package io.tokentally.adapter.persistence.usage;

import java.time.Duration;

/**
 * How the journal holds and posts records.
 *
 * @param capacity how many records it holds at most that the ledger has not taken
 * @param batchSize how many it posts at once at most
 * @param flushInterval how long a record waits for company at most
 * @param firstRetry how long it waits after a first failure; each further one doubles it
 * @param lastRetry how long it waits at most
 * @param closeTimeout how long it goes on posting when it is closed
 */
public record JournalOptions(
        int capacity,
        int batchSize,
        Duration flushInterval,
        Duration firstRetry,
        Duration lastRetry,
        Duration closeTimeout) {

    public static final JournalOptions DEFAULT = new JournalOptions(
            100_000,
            500,
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    public JournalOptions {
        if (capacity < 1 || batchSize < 1) {
            throw new IllegalArgumentException("A journal's capacity and batch size must be 1 or more, not %d and %d"
                    .formatted(capacity, batchSize));
        }
        requireNotNegative("flush interval", flushInterval);
        requireNotNegative("close timeout", closeTimeout);
        if (!firstRetry.isPositive() || lastRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "The journal's retries must begin above zero and not end before they begin, but go from %s to %s"
                            .formatted(firstRetry, lastRetry));
        }
    }

    /** These options with another capacity and batch size. */
    public JournalOptions with(int otherCapacity, int otherBatchSize) {
        return new JournalOptions(otherCapacity, otherBatchSize, flushInterval, firstRetry, lastRetry, closeTimeout);
    }

    private static void requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("The journal's %s must not be negative: %s".formatted(what, duration));
        }
    }
}
