package io.tokentally.adapter.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how the journal keeps records, and how it posts them.
 *
 * @param folder of the journal's files; one process at a time
 * @param level what a record that is kept survives
 * @param whenBroken what happens to calls while the journal cannot write
 * @param maxBytes how large the journal's file may grow
 * @param capacity how many records may wait for the disk
 * @param memoryCapacity how many records are held in memory while the journal cannot write
 * @param posting how records go to the ledger
 */
public record JournalOptions(
        Path folder,
        Level level,
        WhenBroken whenBroken,
        long maxBytes,
        int capacity,
        int memoryCapacity,
        Posting posting) {

    /** What a record that is kept survives. */
    public enum Level {
        /** The end of the process, however sudden. A power cut can take the last moments, and damages nothing. */
        PROCESS_CRASH,
        /** A power cut as well: each group of records is forced to the disk. */
        POWER_LOSS
    }

    /** What happens to calls while the journal cannot write. */
    public enum WhenBroken {
        /** They go on; their records are held in memory, which is alarmed, until disk or ledger takes them. */
        FAIL_OPEN,
        /** They are refused. */
        FAIL_CLOSED
    }

    /**
     * How records go to the ledger.
     *
     * @param batchSize how many at once at most
     * @param flushInterval how long a record waits for company at most
     * @param firstRetry how long to wait after a first failure; each further one doubles it
     * @param lastRetry how long to wait at most
     * @param closeTimeout how long to go on posting when the journal is closed
     */
    public record Posting(
            int batchSize, Duration flushInterval, Duration firstRetry, Duration lastRetry, Duration closeTimeout) {

        public static final Posting DEFAULT = new Posting(
                1_000, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(10));

        public Posting {
            if (batchSize < 1 || batchSize > 5_000) {
                throw new IllegalArgumentException(
                        "The journal's batch size must lie between 1 and 5000, not " + batchSize);
            }
            requireNotNegative("flush interval", flushInterval);
            requireNotNegative("close timeout", closeTimeout);
            if (!firstRetry.isPositive() || lastRetry.compareTo(firstRetry) < 0) {
                throw new IllegalArgumentException(
                        "The journal's retries must begin above zero and not end before they begin, but go from %s to %s"
                                .formatted(firstRetry, lastRetry));
            }
        }

        public Posting withBatchSize(int size) {
            return new Posting(size, flushInterval, firstRetry, lastRetry, closeTimeout);
        }

        private static void requireNotNegative(String what, Duration duration) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException(
                        "The journal's %s must not be negative: %s".formatted(what, duration));
            }
        }
    }

    /** The least that a file can hold something in. */
    public static final long LEAST_BYTES = 256 * 1024L;

    public JournalOptions {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "The journal's file needs %d bytes or more, not %d".formatted(LEAST_BYTES, maxBytes));
        }
        if (capacity < 1 || memoryCapacity < 1) {
            throw new IllegalArgumentException(
                    "The journal's capacities must be 1 or more, not %d and %d".formatted(capacity, memoryCapacity));
        }
    }

    /** The defaults, in that folder. */
    public static JournalOptions in(Path folder) {
        return new JournalOptions(
                folder,
                Level.PROCESS_CRASH,
                WhenBroken.FAIL_OPEN,
                2L * 1024 * 1024 * 1024,
                65_536,
                100_000,
                Posting.DEFAULT);
    }
}
