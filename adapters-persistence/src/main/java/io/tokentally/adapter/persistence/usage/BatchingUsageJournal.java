package io.tokentally.adapter.persistence.usage;

import io.tokentally.application.port.out.usage.JournalUnavailable;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.RecordsRefused;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds records in memory and posts them to the ledger in batches, from one thread and in their order. While the ledger
 * is out of reach it tries again and drops nothing; a record that the ledger refuses for what it is does not hold up
 * the others.
 */
final class BatchingUsageJournal implements UsageJournal, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchingUsageJournal.class);

    /** Beyond this many doublings any delay has reached its limit. */
    private static final int MOST_DOUBLINGS = 30;

    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final UsageLedger ledger;
    private final MeteringMonitor monitor;
    private final JournalOptions options;
    private final RecordQueue queue;
    private final Thread writer;
    private volatile boolean abandoned;

    private BatchingUsageJournal(UsageLedger ledger, MeteringMonitor monitor, JournalOptions options) {
        this.ledger = ledger;
        this.monitor = monitor;
        this.options = options;
        this.queue = new RecordQueue(options.capacity());
        this.writer = Thread.ofPlatform().name("usage-journal").daemon().unstarted(this::postAll);
    }

    /** A journal whose writer is at work. Close it to have everything posted that it holds. */
    public static BatchingUsageJournal start(UsageLedger ledger, MeteringMonitor monitor, JournalOptions options) {
        BatchingUsageJournal journal = new BatchingUsageJournal(ledger, monitor, options);
        journal.writer.start();
        return journal;
    }

    @Override
    public CompletableFuture<UsageRecordId> append(UsageRecord usageRecord) {
        try {
            queue.add(usageRecord);
            return CompletableFuture.completedFuture(usageRecord.id());
        } catch (JournalUnavailable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    /**
     * Waits until the ledger has taken, or refused for good, all that was appended.
     *
     * @return false if that took longer
     */
    public boolean awaitPosted(Duration timeout) throws InterruptedException {
        return queue.awaitSettled(timeout);
    }

    /** Posts what is left, for a bounded time, and reports what the ledger did not take by then as lost. */
    @Override
    public void close() {
        if (queue.isClosed()) {
            return;
        }
        queue.close();
        try {
            if (!writer.join(options.closeTimeout())) {
                abandoned = true;
                writer.interrupt();
                writer.join(LAST_CALL);
            }
        } catch (InterruptedException e) {
            abandoned = true;
            Thread.currentThread().interrupt();
        }
        int left = queue.unsettled();
        if (left > 0) {
            tell(() -> monitor.lost(left, "the journal was closed before the ledger took them"));
        }
    }

    private void postAll() {
        try {
            List<UsageRecord> batch = queue.take(options.batchSize(), options.flushInterval());
            while (!batch.isEmpty()) {
                post(batch);
                batch = queue.take(options.batchSize(), options.flushInterval());
            }
        } catch (InterruptedException e) {
            // The journal was closed, and its time is up.
            Thread.currentThread().interrupt();
        }
    }

    private void post(List<UsageRecord> batch) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                ledger.post(batch);
                tell(() -> monitor.posted(batch.size()));
                queue.settle(batch.size());
                return;
            } catch (RecordsRefused e) {
                isolate(batch, e);
                return;
            } catch (RuntimeException | Error e) {
                // An Error as well: were the writer to die of it, every further record would be lost.
                tell(() -> monitor.postingDelayed(batch.size(), e));
            }
            if (abandoned) {
                throw new InterruptedException();
            }
            queue.pause(queue.isClosed() ? options.firstRetry() : delayAfter(failures));
        }
    }

    /** Halves the batch until the record that is refused stands alone. */
    private void isolate(List<UsageRecord> batch, RecordsRefused refusal) throws InterruptedException {
        if (batch.size() > 1) {
            post(batch.subList(0, batch.size() / 2));
            post(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        tell(() -> monitor.lost(
                1, "the ledger refuses record %s: %s".formatted(batch.getFirst().id(), refusal.getMessage())));
        queue.settle(1);
    }

    /** Doubles from failure to failure; half of it is left to chance, so that many instances do not come back at once. */
    private Duration delayAfter(int failures) {
        Duration doubled = options.firstRetry().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration delay = doubled.compareTo(options.lastRetry()) < 0 ? doubled : options.lastRetry();
        long half = delay.toNanos() / 2;
        return Duration.ofNanos(half + ThreadLocalRandom.current().nextLong(half + 1));
    }

    /** Whoever watches must not stop the work. */
    private static void tell(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException e) {
            LOG.warn("The metering monitor failed", e);
        }
    }
}
