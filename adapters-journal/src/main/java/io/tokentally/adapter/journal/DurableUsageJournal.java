package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.usage.GuardedMonitor;
import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.port.out.usage.UsageJournal;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.usage.MeteringHealth;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal on disk. Many threads hand records over; one thread commits them in groups, unless who brings a record can do so
 * just as well; another posts them to the ledger; a third
 * brings the file up to date. What a process leaves behind the next one posts first.
 */
final class DurableUsageJournal implements UsageJournal, AutoCloseable {

    private static final Duration LAST_CALL = Duration.ofSeconds(1);

    private final JournalOptions options;
    private final WriteQueue handOver;
    private final StoreHandle disk;
    private final Progress progress;
    private final WriteOutage outage;
    private final GroupCommitter writer;
    private final RecordPoster poster;
    private final GuardedMonitor watcher;
    private final Thread writing;
    private final Thread posting;
    private final Thread checkpointing;
    private final Thread ending;
    private final Endurance writerEndurance;
    private final Endurance posterEndurance;
    private final BatchPoster delivery;
    private volatile boolean closed;

    private DurableUsageJournal(
            StoreHandle disk,
            UsageLedger ledger,
            GuardedMonitor watcher,
            JournalOptions options,
            Clock clock,
            Consumer<Collection<UsageRecord>> posted,
            IntConsumer halt)
            throws SQLException {
        this.options = options;
        this.disk = disk;
        this.watcher = watcher;
        this.handOver = new WriteQueue(options.capacity());
        this.progress = new Progress(clock);
        this.outage = new WriteOutage(disk, options, watcher);
        this.writer = new GroupCommitter(
                handOver, disk, progress, outage, options.level() == JournalOptions.Level.PROCESS_CRASH);
        this.delivery = new BatchPoster(ledger, writer, progress, options.posting(), watcher, clock, posted);
        this.poster = new RecordPoster(delivery, disk, progress, outage, handOver, options.posting(), watcher);
        LastResort lastResort = new LastResort(() -> handOver.unsettled() == 0, halt);
        this.writerEndurance = new Endurance(writer, lastResort::call);
        // What the poster does not bring to the ledger is safe in the journal.
        this.posterEndurance = new Endurance(poster, () -> {});
        this.writing = thread("journal-writer", writerEndurance);
        this.posting = thread("journal-poster", posterEndurance);
        this.checkpointing = thread("journal-checkpoints", new Endurance(new CheckpointTimer(disk, outage), () -> {}));
        this.ending = thread("journal-last-resort", lastResort);
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().name(name).daemon().unstarted(work);
    }

    /**
     * Opens the journal and begins to post what it holds. Close it to have it post what it can.
     *
     * @param posted is told what the ledger took
     * @throws IllegalStateException if the folder cannot be used
     */
    static DurableUsageJournal start(
            UsageLedger ledger,
            MeteringMonitor monitor,
            JournalOptions options,
            Clock clock,
            Consumer<Collection<UsageRecord>> posted) {
        return start(ledger, monitor, options, clock, posted, Runtime.getRuntime()::halt);
    }

    /** @param halt ends the process with a code, when records can be kept no more */
    static DurableUsageJournal start(
            UsageLedger ledger,
            MeteringMonitor monitor,
            JournalOptions options,
            Clock clock,
            Consumer<Collection<UsageRecord>> posted,
            IntConsumer halt) {
        GuardedMonitor watcher = new GuardedMonitor(monitor);
        StoreHandle disk = StoreHandle.open(options, watcher, clock);
        try {
            DurableUsageJournal journal = new DurableUsageJournal(disk, ledger, watcher, options, clock, posted, halt);
            journal.writing.start();
            journal.posting.start();
            journal.checkpointing.start();
            journal.ending.start();
            return journal;
        } catch (SQLException e) {
            disk.close();
            throw new IllegalStateException(
                    "The journal in %s cannot be read: %s".formatted(options.folder(), e.getMessage()), e);
        }
    }

    @Override
    public CompletableFuture<UsageRecordId> append(UsageRecord usageRecord) {
        if (closed) {
            return CompletableFuture.failedFuture(new JournalUnavailableException("The journal is closed", null));
        }
        PendingWrite pending = new PendingWrite(usageRecord);
        if (!handOver.offer(pending)) {
            return CompletableFuture.failedFuture(new JournalUnavailableException(
                    "%d records wait for the disk, and no more fit".formatted(options.capacity()), null));
        }
        if (!writer.writeHere()) {
            handOver.call();
        }
        if (writer.hasEnded()) {
            writer.failWhatIsLeft();
        }
        return pending.kept();
    }

    @Override
    public boolean isReady() {
        return !closed && writer.isAlive() && outage.letsCallsOut() && !handOver.isFull();
    }

    @Override
    public MeteringHealth health() {
        JournalState state = state();
        return new MeteringHealth(
                        !closed && writing.isAlive() && writer.isAlive() && outage.isOver(),
                        !closed && posting.isAlive() && posterEndurance.lastFailure() == null && poster.isGettingOn(),
                        Math.max(0, state.depth()),
                        state.lag(),
                        lastFailure())
                .withSetAside(state.refused());
    }

    private @Nullable String lastFailure() {
        Class<?> failure = writerEndurance.lastFailure();
        failure = failure == null ? posterEndurance.lastFailure() : failure;
        failure = failure == null ? delivery.failure() : failure;
        return failure == null ? null : failure.getSimpleName();
    }

    JournalState state() {
        return new JournalState(handOver, disk, progress, outage, writer, this::isReady);
    }

    /**
     * Waits until the ledger has taken, or refused for good, all that was appended.
     *
     * @return false if that took longer
     */
    boolean awaitPosted(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (state().depth() > 0) {
            if (end - System.nanoTime() < 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return true;
    }

    /** Takes nothing more in, posts what it can in a bounded time, and leaves the rest in its file. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        poster.close();
        try {
            if (!posting.join(options.posting().closeTimeout())) {
                poster.abandon();
                posting.interrupt();
                posting.join(LAST_CALL);
            }
            writer.close();
            writing.join();
            ending.interrupt();
            ending.join();
            checkpointing.interrupt();
            checkpointing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        disk.close();
        int left = outage.memory().size();
        if (left > 0) {
            watcher.tell(monitor -> monitor.lost(left, "the journal was closed while it could not write"));
        }
    }
}
