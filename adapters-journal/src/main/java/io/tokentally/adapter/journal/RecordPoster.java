package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.BatchPoster.Waiting;
import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.application.port.out.usage.GuardedMonitor;
import io.tokentally.codec.RecordCodec;
import io.tokentally.codec.UnreadableRecordException;
import io.tokentally.domain.usage.UsageRecord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Brings records from the journal to the ledger, in their order and from one thread. A record is removed only after the ledger
 * has it; after a crash in between it is posted once more, and the ledger knows it by its key.
 */
final class RecordPoster implements Runnable {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So long without a sign of life that it hangs. */
    private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BatchPoster delivery;
    private final StoreHandle disk;
    private final Progress progress;
    private final WriteOutage outage;
    private final WriteQueue handOver;
    private final Posting options;
    private final GuardedMonitor watcher;
    private volatile long seenAlive = System.nanoTime();

    RecordPoster(
            BatchPoster delivery,
            StoreHandle disk,
            Progress progress,
            WriteOutage outage,
            WriteQueue handOver,
            Posting options,
            GuardedMonitor watcher) {
        this.delivery = delivery;
        this.disk = disk;
        this.progress = progress;
        this.outage = outage;
        this.handOver = handOver;
        this.options = options;
        this.watcher = watcher;
    }

    /** Has the poster end when nothing waits any more. */
    void close() {
        delivery.close();
        progress.wakePoster();
    }

    /** Has the poster end after what it is doing. */
    void abandon() {
        delivery.abandon();
        progress.wakePoster();
    }

    @Override
    public void run() {
        try {
            while (!delivery.isAbandoned() && !(delivery.isClosing() && isDone())) {
                seenAlive = System.nanoTime();
                if (progress.waiting() > 0) {
                    awaitCompany();
                    postFromDisk();
                } else if (!outage.isOver() && outage.memory().size() > 0) {
                    postFromMemory();
                } else {
                    progress.await(1, delivery.isClosing() ? TimeUnit.MILLISECONDS.toNanos(1) : IDLE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            // The journal was closed, and its time is up.
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it gets on: it has shown a sign of life of late, and the ledger took what it brought last. */
    boolean isGettingOn() {
        return delivery.failure() == null && System.nanoTime() - seenAlive < HANGING_NANOS;
    }

    private boolean isDone() {
        return handOver.unsettled() == 0
                && progress.waiting() == 0
                && outage.memory().size() == 0;
    }

    private void awaitCompany() {
        long end = System.nanoTime() + options.flushInterval().toNanos();
        while (!delivery.isClosing() && progress.waiting() < options.batchSize() && end - System.nanoTime() > 0) {
            progress.await(options.batchSize(), end - System.nanoTime());
        }
    }

    private void postFromDisk() throws InterruptedException {
        long posted = progress.posted();
        long kept = progress.kept();
        boolean sound = outage.isOver();
        List<JournalEntry> rows;
        try {
            rows = disk.read(posted, options.batchSize());
        } catch (SQLException e) {
            watcher.tell(monitor -> monitor.postingDelayed((int) Math.min(progress.waiting(), Integer.MAX_VALUE), e));
            if (Store.isDamage(e)) {
                outage.begin(e);
                handOver.call();
            }
            delivery.pause(options.firstRetry());
            return;
        }
        long missing = missing(rows, posted, kept);
        if (missing > 0) {
            if (!sound || !outage.isOver() || progress.posted() != posted) {
                // They went aside with a store that was damaged, or are about to.
                delivery.pause(options.firstRetry());
                return;
            }
            watcher.tell(monitor -> monitor.lost(
                    (int) Math.min(missing, Integer.MAX_VALUE), "the journal's file does not have them any more"));
        }
        if (rows.isEmpty()) {
            progress.posted(kept);
            return;
        }
        List<Waiting> batch = new ArrayList<>(rows.size());
        for (JournalEntry row : rows) {
            read(row, batch);
        }
        if (!batch.isEmpty()) {
            progress.reached(batch.getFirst().usageRecord());
            delivery.deliver(batch);
        }
        progress.posted(rows.getLast().sequence());
        handOver.call();
    }

    /** How many of the records that were kept should be among these and are not: their sequences leave no gap. */
    private static long missing(List<JournalEntry> rows, long posted, long kept) {
        return rows.isEmpty() ? kept - posted : rows.getLast().sequence() - posted - rows.size();
    }

    private void read(JournalEntry row, List<Waiting> batch) {
        try {
            batch.add(new Waiting(row.sequence(), RecordCodec.read(row.bytes())));
        } catch (UnreadableRecordException e) {
            delivery.setAside(row.bytes(), "a record of the journal: " + e.getMessage());
        }
    }

    private void postFromMemory() throws InterruptedException {
        List<UsageRecord> held = outage.memory().take(options.batchSize());
        try {
            delivery.deliver(held.stream()
                    .map(usageRecord -> new Waiting(-1, usageRecord))
                    .toList());
        } catch (InterruptedException | RuntimeException | Error e) {
            outage.memory().putBack(held);
            throw e;
        }
    }
}
