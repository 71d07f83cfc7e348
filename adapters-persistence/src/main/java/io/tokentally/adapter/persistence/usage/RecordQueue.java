package io.tokentally.adapter.persistence.usage;

import io.tokentally.application.port.out.usage.JournalUnavailable;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records in the order in which they came, between many threads that bring them and one that takes them. A record that
 * was taken keeps its place in the capacity until it is settled.
 */
final class RecordQueue {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Queue<UsageRecord> waiting = new ArrayDeque<>();
    private int wanted = 1;
    private int unsettled;
    private boolean closed;

    RecordQueue(int capacity) {
        this.capacity = capacity;
    }

    /** @throws JournalUnavailable if as many records are unsettled as there is room for */
    void add(UsageRecord usageRecord) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The journal is closed");
            }
            if (unsettled == capacity) {
                throw new JournalUnavailable(
                        "The journal holds %d records that the ledger has not taken".formatted(capacity), null);
            }
            waiting.add(usageRecord);
            unsettled++;
            if (waiting.size() == 1 || waiting.size() == wanted) {
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a record, then for more until there are {@code size} or {@code patience} has passed. Once the queue is
     * closed it waits for nothing.
     *
     * @return none only if the queue is closed and empty
     */
    List<UsageRecord> take(int size, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            wanted = size;
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            long nanos = patience.toNanos();
            while (waiting.size() < size && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            List<UsageRecord> batch = new ArrayList<>(Math.min(size, waiting.size()));
            while (batch.size() < size && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** So many records that were taken are posted, or given up. */
    void settle(int records) {
        lock.lock();
        try {
            unsettled -= records;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, but not on when the queue gets closed meanwhile. */
    void pause(Duration duration) throws InterruptedException {
        lock.lock();
        try {
            boolean closedBefore = closed;
            long nanos = duration.toNanos();
            while (closed == closedBefore && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every record is settled; false if that took longer. */
    boolean awaitSettled(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (unsettled > 0 && nanos > 0) {
                nanos = settled.awaitNanos(nanos);
            }
            return unsettled == 0;
        } finally {
            lock.unlock();
        }
    }

    int unsettled() {
        lock.lock();
        try {
            return unsettled;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
