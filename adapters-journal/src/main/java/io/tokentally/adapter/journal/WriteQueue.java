package io.tokentally.adapter.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Between the many threads that bring records and the one that writes them. A record keeps its place in the capacity until it
 * is settled: kept, or given up.
 */
final class WriteQueue {

    private final int capacity;
    private final ConcurrentLinkedQueue<PendingWrite> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile boolean called;
    private volatile boolean parked;
    private volatile @Nullable Thread taker;

    WriteQueue(int capacity) {
        this.capacity = capacity;
    }

    /** @return false if there is no room */
    boolean offer(PendingWrite pending) {
        if (unsettled.incrementAndGet() > capacity) {
            unsettled.decrementAndGet();
            return false;
        }
        waiting.add(pending);
        return true;
    }

    boolean isFull() {
        return unsettled.get() >= capacity;
    }

    int unsettled() {
        return unsettled.get();
    }

    void settle(int count) {
        unsettled.addAndGet(-count);
    }

    /** What waits, in its order, and no more than so many. */
    List<PendingWrite> take(int most) {
        List<PendingWrite> taken = new ArrayList<>();
        try {
            PendingWrite next = waiting.peek();
            while (next != null && taken.size() < most) {
                // In this order: what cannot be held for want of memory must not be gone.
                taken.add(next);
                waiting.poll();
                next = waiting.peek();
            }
        } catch (OutOfMemoryError e) {
            if (taken.isEmpty()) {
                throw e;
            }
        }
        return taken;
    }

    /** Has the taker look at what there is to do. */
    void call() {
        called = true;
        if (parked) {
            LockSupport.unpark(taker);
        }
    }

    /** The taker waits here for records or a call. */
    void await(long nanos) {
        taker = Thread.currentThread();
        parked = true;
        if (waiting.isEmpty() && !called) {
            LockSupport.parkNanos(this, nanos);
        }
        parked = false;
        called = false;
    }
}
