package io.tokentally.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last requests in the order of their answers, and how many there were in all. */
final class RequestLog {

    private static final int KEPT = 10_000;

    private final Deque<RecordedRequest> last = new ArrayDeque<>();
    private long count;

    synchronized void add(RecordedRequest request) {
        count++;
        last.addLast(request);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    synchronized List<RecordedRequest> last() {
        return List.copyOf(last);
    }

    synchronized long count() {
        return count;
    }

    synchronized void clear() {
        last.clear();
        count = 0;
    }
}
