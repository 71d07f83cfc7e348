package io.tokentally.adapter.journal;

import io.tokentally.application.port.out.usage.JournalUnavailableException;
import io.tokentally.codec.RecordCodec;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the journal, in a thread of its own. It takes all that waits, commits it as one group, tells whoever waits, and takes the
 * next: the more there is to do, the larger the groups. What the ledger has it removes on the way.
 *
 * <p>Where it has nothing to do, who brings a record commits it {@linkplain #writeHere() without waking it}.
 */
final class GroupCommitter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);

    private static final int MAX_IN_GROUP = 4_096;

    /** So few that whoever brings a record is not long at it. */
    private static final int MAX_HERE = 8;

    /** So few that calls do not wait long for it; more where none waits. */
    private static final int MAX_REMOVED = 1_024;

    private static final int MAX_REMOVED_IDLE = 16_384;

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** So long without a sign of life that it hangs. */
    private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Made beforehand: there is no memory left when it is needed. */
    private final JournalUnavailableException noMemory =
            new JournalUnavailableException("The journal cannot write, and there is no memory left", null);

    private final WriteQueue handOver;
    private final StoreHandle disk;
    private final Progress progress;
    private final WriteOutage outage;
    private final boolean writesHere;

    /** Whoever has it does the writer's work: one at a time. */
    private final ReentrantLock turn = new ReentrantLock();

    private final ConcurrentLinkedQueue<RejectedRecord> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile long seenAlive = System.nanoTime();
    private long removed;
    private boolean spaceToGiveBack = true;

    GroupCommitter(WriteQueue handOver, StoreHandle disk, Progress progress, WriteOutage outage, boolean writesHere)
            throws SQLException {
        this.handOver = handOver;
        this.disk = disk;
        this.progress = progress;
        this.outage = outage;
        this.writesHere = writesHere;
        this.refused.set(disk.writer().refused());
        progress.begin(disk.writer().firstSequence(), disk.writer().lastSequence());
        this.removed = progress.posted();
    }

    /** Moves the record aside in the next group; to be called before it counts as posted. */
    void setAside(RejectedRecord refusal) {
        refusals.add(refusal);
    }

    long refused() {
        return refused.get();
    }

    /** Has the writer end when nothing waits any more. */
    void close() {
        closing = true;
        handOver.call();
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether it has shown a sign of life of late. */
    boolean isAlive() {
        return !ended && System.nanoTime() - seenAlive < HANGING_NANOS;
    }

    @Override
    public void run() {
        boolean last;
        do {
            last = closing;
            seenAlive = System.nanoTime();
            workOrRest();
            seenAlive = System.nanoTime();
            if (!last) {
                handOver.await(outage.isOver() ? IDLE_NANOS : WriteOutage.PROBE_NANOS);
            }
        } while (!last);
        ended = true;
        failWhatIsLeft();
    }

    /** Were the writer to die, whoever brings a record would wait for ever. */
    private void workOrRest() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            LOG.error("The journal's writer failed, and goes on", e);
            outage.begin(new SQLException("The journal's writer failed", e));
        }
    }

    private void work() {
        turn.lock();
        try {
            boolean more = outage.isOver();
            while (more) {
                more = workGroup() && outage.isOver();
            }
            if (!outage.isOver()) {
                endureOutage();
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Commits what waits on the caller's thread, if that is the operating system's to take and nobody else is at it: to wake
     * the writer and to be woken by it takes longer. Whoever comes meanwhile finds the turn taken, and wakes the writer.
     *
     * @return false if it is left to the writer
     */
    boolean writeHere() {
        if (!writesHere || closing || !turn.tryLock()) {
            return false;
        }
        try {
            if (!outage.isOver() || disk.writer().isBusy()) {
                return false;
            }
            write(handOver.take(MAX_HERE), 0);
            return outage.isOver();
        } finally {
            turn.unlock();
        }
    }

    /** Turns down what came too late. */
    void failWhatIsLeft() {
        List<PendingWrite> late = handOver.take(Integer.MAX_VALUE);
        late.forEach(pending -> pending.fail(new JournalUnavailableException("The journal is closed", null)));
        handOver.settle(late.size());
    }

    /** @return whether there was anything to do */
    private boolean workGroup() {
        List<PendingWrite> group = handOver.take(MAX_IN_GROUP);
        if (group.isEmpty() && refusals.isEmpty() && removed == progress.posted()) {
            // While records wait, giving back would mean moving them.
            return spaceToGiveBack && progress.waiting() == 0 && !closing && giveSpaceBack();
        }
        write(group, group.isEmpty() ? MAX_REMOVED_IDLE : MAX_REMOVED);
        return true;
    }

    private void write(List<PendingWrite> group, int mostRemoved) {
        boolean settled = false;
        try {
            commit(group, mostRemoved);
            settled = true;
        } catch (SQLException e) {
            outage.begin(e);
        } catch (RuntimeException | Error e) {
            outage.begin(new SQLException("The records could not be written", e));
        } finally {
            if (!settled) {
                hold(group);
            }
        }
    }

    /** Whatever happens, nobody waits for ever for what is not in memory either. */
    private void hold(List<PendingWrite> group) {
        boolean held = false;
        try {
            outage.hold(group);
            held = true;
        } finally {
            handOver.settle(group.size());
            if (!held) {
                group.forEach(pending -> pending.fail(noMemory));
            }
        }
    }

    private boolean giveSpaceBack() {
        try {
            spaceToGiveBack = disk.writer().giveSpaceBack();
        } catch (SQLException e) {
            outage.begin(e);
        }
        return spaceToGiveBack;
    }

    private void commit(List<PendingWrite> group, int mostRemoved) throws SQLException {
        List<PendingWrite> writable = new ArrayList<>(group.size());
        List<byte[]> records = new ArrayList<>(group.size());
        for (PendingWrite pending : group) {
            try {
                records.add(RecordCodec.write(pending.usageRecord()));
                writable.add(pending);
            } catch (RuntimeException e) {
                pending.fail(new JournalUnavailableException("The record cannot be written", e));
            }
        }
        commitBytes(records, mostRemoved);
        if (!writable.isEmpty()) {
            progress.kept(progress.kept() + writable.size(), writable.getFirst().usageRecord());
        }
        handOver.settle(group.size());
        writable.forEach(PendingWrite::complete);
    }

    private void commitBytes(List<byte[]> records, int mostRemoved) throws SQLException {
        // In this order: what counts as posted by now has been set aside before, if it is refused.
        long posted = progress.posted();
        List<RejectedRecord> aside = new ArrayList<>(refusals);
        long upTo = Math.min(posted, removed + mostRemoved);
        disk.writer().commit(records, progress.kept() + 1, aside, upTo == removed ? -1 : upTo);
        spaceToGiveBack |= upTo != removed;
        removed = upTo;
        refused.addAndGet(aside.size());
        aside.forEach(refusals::remove);
    }

    /** Holds in memory what comes, and tries whether the disk can be written again. */
    private void endureOutage() {
        hold(handOver.take(Integer.MAX_VALUE));
        if (outage.isProbeDue() || closing) {
            try {
                outage.mend(this::beginAnew, this::removeWhatIsPosted, this::keepHeld);
            } catch (SQLException | IOException e) {
                LOG.debug("The journal still cannot write", e);
                outage.probed();
            }
        }
    }

    /** What the damaged store held is not in this one. */
    private void beginAnew() {
        progress.posted(progress.kept());
        removed = progress.posted();
    }

    private void removeWhatIsPosted(StoreHandle writable) throws SQLException {
        // A commit that was said to fail may have come to the disk all the same.
        progress.found(writable.writer().lastSequence());
        while (removed < progress.posted() || !refusals.isEmpty()) {
            commitBytes(List.of(), MAX_REMOVED_IDLE);
        }
        boolean more = true;
        while (more) {
            more = writable.writer().giveSpaceBack();
        }
    }

    private void keepHeld(List<UsageRecord> held) throws SQLException {
        commitBytes(held.stream().map(RecordCodec::write).toList(), MAX_REMOVED);
        progress.kept(progress.kept() + held.size(), held.getFirst());
    }
}
