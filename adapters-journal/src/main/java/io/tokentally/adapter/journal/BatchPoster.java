package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.application.port.out.usage.GuardedMonitor;
import io.tokentally.application.port.out.usage.RecordsRejectedException;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Delivers batches to the ledger. While that is out of reach it tries again and drops nothing; a record that the ledger refuses
 * for what it is goes aside and does not hold up the others.
 */
final class BatchPoster {

    private final UsageLedger ledger;
    private final GroupCommitter writer;
    private final Progress progress;
    private final Posting options;
    private final GuardedMonitor watcher;
    private final Clock clock;
    private final Consumer<Collection<UsageRecord>> posted;
    private volatile boolean closing;
    private volatile boolean abandoned;
    private volatile @Nullable Class<?> failure;

    /** @param posted is told what the ledger took */
    BatchPoster(
            UsageLedger ledger,
            GroupCommitter writer,
            Progress progress,
            Posting options,
            GuardedMonitor watcher,
            Clock clock,
            Consumer<Collection<UsageRecord>> posted) {
        this.ledger = ledger;
        this.writer = writer;
        this.progress = progress;
        this.options = options;
        this.watcher = watcher;
        this.clock = clock;
        this.posted = posted;
    }

    /**
     * One that is to be delivered.
     *
     * @param sequence in the journal, or -1 for one that is in memory
     */
    record Waiting(long sequence, UsageRecord usageRecord) {}

    /** From now on nothing is waited for longer than need be. */
    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** Has whoever delivers end after what is being done. */
    void abandon() {
        abandoned = true;
    }

    /** Of what kind it was that the ledger did not take the last; absent if it did. */
    @Nullable
    Class<?> failure() {
        return failure;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** @throws InterruptedException if it was abandoned ahead of that */
    void deliver(List<Waiting> batch) throws InterruptedException {
        List<UsageRecord> records = batch.stream().map(Waiting::usageRecord).toList();
        Backoff backoff = new Backoff(options);
        while (true) {
            try {
                ledger.post(records);
                failure = null;
                settle(batch, records);
                return;
            } catch (RecordsRejectedException e) {
                failure = null;
                isolate(batch, e);
                return;
            } catch (RuntimeException | Error e) {
                // An Error as well: were the poster to die of it, nothing would be posted any more.
                failure = e.getClass();
                watcher.tell(monitor -> monitor.postingDelayed(records.size(), e));
            }
            pause(closing ? options.firstRetry() : backoff.next());
        }
    }

    private void settle(List<Waiting> batch, List<UsageRecord> records) {
        progress.posted(batch.getLast().sequence());
        watcher.tell(monitor -> monitor.posted(records.size()));
        watcher.tell(monitor -> posted.accept(records));
    }

    /** Halves the batch until the record that is refused stands alone. */
    private void isolate(List<Waiting> batch, RecordsRejectedException refusal) throws InterruptedException {
        if (batch.size() > 1) {
            deliver(batch.subList(0, batch.size() / 2));
            deliver(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        Waiting refused = batch.getFirst();
        setAside(
                RecordCodec.write(refused.usageRecord()),
                "the ledger refuses record %s: %s"
                        .formatted(refused.usageRecord().id(), refusal.getMessage()));
        progress.posted(refused.sequence());
    }

    void setAside(byte[] bytes, String reason) {
        writer.setAside(new RejectedRecord(bytes, reason, clock.instant()));
        watcher.tell(monitor -> monitor.setAside(1, reason));
    }

    /** @throws InterruptedException if it is abandoned meanwhile */
    void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        boolean closingBefore = closing;
        while (end - System.nanoTime() > 0 && closing == closingBefore && !abandoned) {
            LockSupport.parkNanos(this, end - System.nanoTime());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (abandoned) {
            throw new InterruptedException();
        }
    }
}
