package io.tokentally.adapter.journal;

import io.tokentally.adapter.journal.JournalOptions.WhenBroken;
import io.tokentally.application.port.out.usage.GuardedMonitor;
import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The time while the journal cannot write. Calls that are under way have cost money whatever the policy says, and so their
 * records are held in memory, as far as it goes, until the disk or the ledger takes them; the policy decides whether that
 * counts as kept, and whether further calls may go out.
 */
final class WriteOutage {

    static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int HELD_AT_ONCE = 1_024;

    private final StoreHandle disk;
    private final WhenBroken policy;
    private final MemoryBuffer memory;
    private final GuardedMonitor watcher;
    private volatile @Nullable SQLException cause;
    private volatile long nextProbe;

    WriteOutage(StoreHandle disk, JournalOptions options, GuardedMonitor watcher) {
        this.disk = disk;
        this.policy = options.whenBroken();
        this.memory = new MemoryBuffer(options.memoryCapacity());
        this.watcher = watcher;
    }

    /** Something that the disk may refuse. */
    interface Attempt<T> {
        void on(T what) throws SQLException;
    }

    boolean isOver() {
        return cause == null;
    }

    boolean letsCallsOut() {
        return policy == WhenBroken.FAIL_OPEN || isOver();
    }

    MemoryBuffer memory() {
        return memory;
    }

    synchronized void begin(SQLException failure) {
        if (cause != null) {
            return;
        }
        cause = failure;
        nextProbe = System.nanoTime();
        watcher.tell(monitor -> monitor.journalBroken(failure));
        if (!disk.writer().isAtItsLimit()) {
            disk.throwOffBallast();
        }
    }

    /** Holds the records of a group that could not be written, and tells those who wait. */
    void hold(List<PendingWrite> group) {
        Map<Boolean, List<PendingWrite>> byRoom =
                group.stream().collect(Collectors.partitioningBy(pending -> memory.offer(pending.usageRecord())));
        List<PendingWrite> held = byRoom.getOrDefault(true, List.of());
        List<PendingWrite> lost = byRoom.getOrDefault(false, List.of());
        if (!lost.isEmpty()) {
            watcher.tell(monitor -> monitor.lost(lost.size(), "the journal cannot write, and no more fits in memory"));
        }
        lost.forEach(pending -> pending.fail(
                new JournalUnavailableException("The journal cannot write, and no more fits in memory", cause)));
        if (policy == WhenBroken.FAIL_OPEN) {
            held.forEach(PendingWrite::complete);
        } else {
            held.forEach(pending -> pending.fail(new JournalUnavailableException("The journal cannot write", cause)));
        }
    }

    boolean isProbeDue() {
        return System.nanoTime() - nextProbe >= 0;
    }

    /** It is not over yet. */
    void probed() {
        nextProbe = System.nanoTime() + PROBE_NANOS;
    }

    /**
     * Ends the outage if the disk takes all that is due: what must be removed first, for that makes room, and then what memory holds.
     *
     * @param onReplaced run when the store turned out to be damaged, and another, empty one took its place
     */
    void mend(Runnable onReplaced, Attempt<StoreHandle> remove, Attempt<List<UsageRecord>> keep)
            throws SQLException, IOException {
        SQLException failure = cause;
        if (failure != null && Store.isDamage(failure)) {
            disk.replace();
            onReplaced.run();
        } else {
            disk.reopen();
        }
        remove.on(disk);
        disk.takeUpBallast();
        disk.writer().probe();
        for (List<UsageRecord> held = memory.take(HELD_AT_ONCE); !held.isEmpty(); held = memory.take(HELD_AT_ONCE)) {
            try {
                keep.on(held);
            } catch (SQLException e) {
                memory.putBack(held);
                throw e;
            }
        }
        cause = null;
        watcher.tell(monitor -> monitor.journalRestored());
    }
}
