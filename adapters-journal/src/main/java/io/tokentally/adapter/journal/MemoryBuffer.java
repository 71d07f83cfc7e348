package io.tokentally.adapter.journal;

import io.tokentally.domain.usage.UsageRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Records that could not be written, in their order. Safe for many threads. */
final class MemoryBuffer {

    private final int capacity;
    private final ArrayDeque<UsageRecord> held = new ArrayDeque<>();

    MemoryBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** @return false if there is no room */
    synchronized boolean offer(UsageRecord usageRecord) {
        return held.size() < capacity && held.offer(usageRecord);
    }

    synchronized List<UsageRecord> take(int most) {
        List<UsageRecord> taken = new ArrayList<>(Math.min(most, held.size()));
        while (taken.size() < most && !held.isEmpty()) {
            taken.add(held.removeFirst());
        }
        return taken;
    }

    /** Puts what was taken back to where it was. */
    synchronized void putBack(List<UsageRecord> taken) {
        for (UsageRecord usageRecord : taken.reversed()) {
            held.addFirst(usageRecord);
        }
    }

    synchronized int size() {
        return held.size();
    }
}
