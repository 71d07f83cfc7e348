package io.tokentally.domain.usage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether records of calls are kept, and whether they reach the ledger.
 *
 * @param journalWrites whether the journal's writer lives and its disk takes records
 * @param ledgerFollows whether records are brought to the ledger, and it took the last
 * @param waitingRecords that the ledger does not have yet
 * @param setAsideRecords that the ledger will never take, or that cannot be read
 * @param lag since when it lacks the oldest of them
 * @param pricesKnown whether calls are priced when they are recorded, since the price books have been read
 * @param lastFailure the kind of what went wrong last and still does, without details; absent if nothing does
 */
public record MeteringHealth(
        boolean journalWrites,
        boolean ledgerFollows,
        long waitingRecords,
        long setAsideRecords,
        Duration lag,
        boolean pricesKnown,
        @Nullable String lastFailure) {

    public MeteringHealth {
        if (waitingRecords < 0 || setAsideRecords < 0 || lag.isNegative()) {
            throw new IllegalArgumentException(
                    "Records and their lag must not be negative: %d waiting, %d set aside, %s"
                            .formatted(waitingRecords, setAsideRecords, lag));
        }
    }

    /** Of a journal, which knows no prices and needs none. */
    public MeteringHealth(
            boolean journalWrites,
            boolean ledgerFollows,
            long waitingRecords,
            Duration lag,
            @Nullable String lastFailure) {
        this(journalWrites, ledgerFollows, waitingRecords, 0, lag, true, lastFailure);
    }

    /** Of a journal that tells no more than whether it is ready. */
    public static MeteringHealth of(boolean ready) {
        return new MeteringHealth(ready, ready, 0, Duration.ZERO, null);
    }

    public MeteringHealth withPricesKnown(boolean known) {
        return new MeteringHealth(
                journalWrites, ledgerFollows, waitingRecords, setAsideRecords, lag, known, lastFailure);
    }

    public MeteringHealth withSetAside(long records) {
        return new MeteringHealth(journalWrites, ledgerFollows, waitingRecords, records, lag, pricesKnown, lastFailure);
    }

    public boolean isFull() {
        return journalWrites && ledgerFollows && pricesKnown;
    }
}
