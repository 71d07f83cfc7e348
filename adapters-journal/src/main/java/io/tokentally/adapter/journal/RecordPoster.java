package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.Posting;
import io.tokentally.application.port.out.usage.RecordsRefused;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Brings records from the journal to the ledger, in their order and from one thread. A record is removed only after the ledger
 * has it; after a crash in between it is posted once more, and the ledger knows it by its key. While the ledger is out of reach
 * it tries again and drops nothing; a record that the ledger refuses for what it is does not hold up the others.
 */
final class RecordPoster implements Runnable {

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final UsageLedger ledger;
    private final Disk disk;
    private final Progress progress;
    private final Outage outage;
    private final RecordWriter writer;
    private final HandOver handOver;
    private final Posting options;
    private final Watcher watcher;
    private final Clock clock;
    private final Consumer<Collection<UsageRecord>> posted;
    private volatile boolean closing;
    private volatile boolean abandoned;

    RecordPoster(
            UsageLedger ledger,
            Disk disk,
            Progress progress,
            Outage outage,
            RecordWriter writer,
            HandOver handOver,
            Posting options,
            Watcher watcher,
            Clock clock,
            Consumer<Collection<UsageRecord>> posted) {
        this.ledger = ledger;
        this.disk = disk;
        this.progress = progress;
        this.outage = outage;
        this.writer = writer;
        this.handOver = handOver;
        this.options = options;
        this.watcher = watcher;
        this.clock = clock;
        this.posted = posted;
    }

    /** Has the poster end when nothing waits any more. */
    void close() {
        closing = true;
        progress.wakePoster();
    }

    /** Has the poster end after what it is doing. */
    void abandon() {
        abandoned = true;
        progress.wakePoster();
    }

    @Override
    public void run() {
        try {
            while (!abandoned && !(closing && isDone())) {
                if (progress.waiting() > 0) {
                    awaitCompany();
                    postFromDisk();
                } else if (!outage.isOver() && outage.memory().size() > 0) {
                    postFromMemory();
                } else {
                    progress.await(1, closing ? TimeUnit.MILLISECONDS.toNanos(1) : IDLE_NANOS);
                }
            }
        } catch (InterruptedException e) {
            // The journal was closed, and its time is up.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDone() {
        return handOver.unsettled() == 0
                && progress.waiting() == 0
                && outage.memory().size() == 0;
    }

    private void awaitCompany() {
        long end = System.nanoTime() + options.flushInterval().toNanos();
        while (!closing && progress.waiting() < options.batchSize() && end - System.nanoTime() > 0) {
            progress.await(options.batchSize(), end - System.nanoTime());
        }
    }

    private void postFromDisk() throws InterruptedException {
        long kept = progress.kept();
        List<Row> rows;
        try {
            rows = disk.read(progress.posted(), options.batchSize());
        } catch (SQLException e) {
            watcher.tell(monitor -> monitor.postingDelayed((int) Math.min(progress.waiting(), Integer.MAX_VALUE), e));
            if (Store.isDamage(e)) {
                outage.begin(e);
                handOver.call();
            }
            pause(options.firstRetry());
            return;
        }
        if (rows.isEmpty()) {
            // They went aside with a store that was damaged.
            progress.posted(kept);
            return;
        }
        List<Waiting> batch = new ArrayList<>(rows.size());
        for (Row row : rows) {
            read(row, batch);
        }
        if (!batch.isEmpty()) {
            progress.reached(batch.getFirst().usageRecord());
            post(batch);
        }
        progress.posted(rows.getLast().sequence());
        handOver.call();
    }

    /** @param sequence in the journal, or -1 for one that is in memory */
    private record Waiting(long sequence, UsageRecord usageRecord) {}

    private void read(Row row, List<Waiting> batch) {
        try {
            batch.add(new Waiting(row.sequence(), JsonRecord.read(row.bytes())));
        } catch (UnreadableRecord e) {
            setAside(row.bytes(), "a record of the journal: " + e.getMessage());
        }
    }

    private void postFromMemory() throws InterruptedException {
        List<UsageRecord> held = outage.memory().take(options.batchSize());
        try {
            post(held.stream().map(usageRecord -> new Waiting(-1, usageRecord)).toList());
        } catch (InterruptedException e) {
            outage.memory().putBack(held);
            throw e;
        }
    }

    private void post(List<Waiting> batch) throws InterruptedException {
        List<UsageRecord> records = batch.stream().map(Waiting::usageRecord).toList();
        for (int failures = 1; ; failures++) {
            try {
                ledger.post(records);
                settle(batch, records);
                return;
            } catch (RecordsRefused e) {
                isolate(batch, e);
                return;
            } catch (RuntimeException | Error e) {
                // An Error as well: were the poster to die of it, nothing would be posted any more.
                watcher.tell(monitor -> monitor.postingDelayed(records.size(), e));
            }
            pause(closing ? options.firstRetry() : Backoff.after(failures, options));
        }
    }

    private void settle(List<Waiting> batch, List<UsageRecord> records) {
        progress.posted(batch.getLast().sequence());
        watcher.tell(monitor -> monitor.posted(records.size()));
        watcher.tell(monitor -> posted.accept(records));
    }

    /** Halves the batch until the record that is refused stands alone. */
    private void isolate(List<Waiting> batch, RecordsRefused refusal) throws InterruptedException {
        if (batch.size() > 1) {
            post(batch.subList(0, batch.size() / 2));
            post(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        Waiting refused = batch.getFirst();
        setAside(
                RecordJson.write(refused.usageRecord()),
                "the ledger refuses record %s: %s"
                        .formatted(refused.usageRecord().id(), refusal.getMessage()));
        progress.posted(refused.sequence());
    }

    private void setAside(byte[] bytes, String reason) {
        writer.setAside(new Refusal(bytes, reason, clock.instant()));
        watcher.tell(monitor -> monitor.setAside(1, reason));
    }

    private void pause(Duration duration) throws InterruptedException {
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
