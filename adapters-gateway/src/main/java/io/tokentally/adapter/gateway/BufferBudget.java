package io.tokentally.adapter.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests may be kept in memory, all together. */
final class BufferBudget {

    private final AtomicLong free;

    BufferBudget(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }

    long free() {
        return free.get();
    }
}
