package io.tokentally.simulator;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The faults that wait for requests: the request's own header first, then the queue, then the sticky one. */
final class FaultQueue {

    private final Queue<Fault> queue = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Fault> sticky = new AtomicReference<>();

    void enqueue(Fault fault) {
        queue.add(fault);
    }

    void stick(Fault fault) {
        sticky.set(fault);
    }

    void clear() {
        queue.clear();
        sticky.set(null);
    }

    /** Takes what the next request meets. */
    FaultPlan next(@Nullable String header) {
        if (header != null) {
            try {
                return new FaultPlan(Fault.parse(header));
            } catch (IllegalArgumentException e) {
                throw ApiException.invalid(Fault.HEADER, "invalid_value", String.valueOf(e.getMessage()));
            }
        }
        Fault queued = queue.poll();
        Fault fault = queued == null ? sticky.get() : queued;
        return fault == null ? FaultPlan.NONE : new FaultPlan(List.of(fault));
    }
}
