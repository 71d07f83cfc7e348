package io.tokentally.adapter.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests may be kept in memory, all together. */
final class BufferBudget {

    /** A body is there several times on its way: as it came, as it is sent, and in the buffers of the connection. */
    private static final int SHARE_OF_HEAP = 4;

    private final AtomicLong free;

    BufferBudget(long bytes) {
        this.free = new AtomicLong(Math.min(bytes, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
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
