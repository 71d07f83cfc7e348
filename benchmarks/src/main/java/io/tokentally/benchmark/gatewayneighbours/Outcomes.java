package io.tokentally.benchmark.gatewayneighbours;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests came to which end: a status, or what came instead of one. */
final class Outcomes {

    static final String NO_CONNECTION = "no connection";
    static final String NO_ANSWER = "no answer";

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void count(String outcome) {
        counts.merge(outcome, 1L, Long::sum);
    }

    void addAll(Outcomes others) {
        others.counts.forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
    }

    long all() {
        return counts.values().stream().mapToLong(count -> count).sum();
    }

    /** How many of a hundred were served. */
    double percentServed() {
        return all() == 0 ? 0 : 100.0 * counts.getOrDefault("200", 0L) / all();
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts).toString();
    }
}
