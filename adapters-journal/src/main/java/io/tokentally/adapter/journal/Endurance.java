package io.tokentally.adapter.journal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on whatever it throws: where the heap is out, a thread that ended would leave those waiting who bring records.
 * It takes no memory to go on.
 */
final class Endurance implements Runnable {

    /** So many in a row that memory, or whatever is missing, has not come back for a minute. */
    static final int MAX_IN_A_ROW = 30;

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);
    private static final long CALM = TimeUnit.SECONDS.toNanos(10);

    private final Runnable work;
    private final Runnable hopeless;
    private volatile @Nullable Class<?> lastFailure;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long failedAt;
    private volatile boolean ended;

    /** @param hopeless is run when the work has failed {@value #MAX_IN_A_ROW} times in a row */
    Endurance(Runnable work, Runnable hopeless) {
        this.work = work;
        this.hopeless = hopeless;
    }

    @Override
    public void run() {
        while (!ended) {
            long begun = System.nanoTime();
            try {
                work.run();
                ended = true;
            } catch (RuntimeException | Error e) {
                failed(e, begun);
            }
        }
    }

    private void failed(Throwable failure, long begun) {
        if (System.nanoTime() - begun > CALM) {
            failures.set(0);
        }
        int inARow = failures.incrementAndGet();
        lastFailure = failure.getClass();
        failedAt = System.nanoTime();
        if (inARow == MAX_IN_A_ROW) {
            hopeless.run();
        }
        LockSupport.parkNanos(this, Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(inARow, 16)));
    }

    /** What it threw last; absent if it has not thrown for a while. */
    @Nullable
    Class<?> lastFailure() {
        return failures.get() > 0 && System.nanoTime() - failedAt < CALM ? lastFailure : null;
    }
}
