package io.tokentally.adapter.journal;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How the journal is doing. */
final class JournalState {

    private final WriteQueue handOver;
    private final StoreHandle disk;
    private final Progress progress;
    private final WriteOutage outage;
    private final GroupCommitter writer;
    private final BooleanSupplier ready;

    JournalState(
            WriteQueue handOver,
            StoreHandle disk,
            Progress progress,
            WriteOutage outage,
            GroupCommitter writer,
            BooleanSupplier ready) {
        this.handOver = handOver;
        this.disk = disk;
        this.progress = progress;
        this.outage = outage;
        this.writer = writer;
        this.ready = ready;
    }

    /** Records that the ledger does not have yet. */
    long depth() {
        return handOver.unsettled() + progress.waiting() + outage.memory().size();
    }

    long bytes() {
        return disk.bytes();
    }

    /** Since when the ledger lacks what it lacks. */
    Duration lag() {
        return progress.lag();
    }

    /** Records that were set aside. */
    long refused() {
        return writer.refused();
    }

    boolean isReady() {
        return ready.getAsBoolean();
    }
}
