package io.tokentally.adapter.journal;

import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** How far writer and poster have come: sequences up to which, inclusive, records are in the journal, and in the ledger. */
final class Progress {

    private final Clock clock;
    private volatile long kept;
    private volatile long posted;
    private volatile long wanted = Long.MAX_VALUE;
    private volatile @Nullable Thread poster;
    private volatile boolean woken;
    private volatile Instant oldest = Instant.MAX;

    Progress(Clock clock) {
        this.clock = clock;
    }

    /** What an earlier process left behind waits from the first sequence to the last. */
    void begin(long firstSequence, long lastSequence) {
        posted = firstSequence - 1;
        kept = Math.max(lastSequence, posted);
    }

    /** Records were added at the end. Called by the writer. */
    void kept(long sequence, UsageRecord first) {
        if (kept == posted) {
            oldest = endOf(first);
        }
        kept = sequence;
        if (sequence >= wanted) {
            LockSupport.unpark(poster);
        }
    }

    /** The journal holds records up to that one, if it is further than was known. */
    void found(long lastSequence) {
        kept = Math.max(kept, lastSequence);
    }

    /** The poster looks at that record next. */
    void reached(UsageRecord next) {
        oldest = endOf(next);
    }

    /** The ledger has all up to that record, or will never have it. Never goes back. */
    synchronized void posted(long sequence) {
        posted = Math.max(posted, sequence);
    }

    long kept() {
        return kept;
    }

    long posted() {
        return posted;
    }

    long waiting() {
        return Math.max(0, kept - posted);
    }

    /** The poster waits here until there are so many, or it is woken, or for so long. */
    void await(int count, long nanos) {
        poster = Thread.currentThread();
        wanted = posted + count;
        if (kept < wanted && !woken) {
            LockSupport.parkNanos(this, nanos);
        }
        wanted = Long.MAX_VALUE;
        woken = false;
    }

    /** Before it waits for the first time, too. */
    void wakePoster() {
        woken = true;
        LockSupport.unpark(poster);
    }

    /** How long ago the call ended whose record waits longest. */
    Duration lag() {
        Instant since = oldest;
        if (waiting() == 0 || since.equals(Instant.MAX)) {
            return Duration.ZERO;
        }
        Duration lag = Duration.between(since, clock.instant());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    static Instant endOf(UsageRecord usageRecord) {
        return usageRecord.createdAt().plus(usageRecord.timing().responseTime());
    }
}
