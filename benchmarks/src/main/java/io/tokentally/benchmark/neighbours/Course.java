package io.tokentally.benchmark.neighbours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a caller saw in one phase, round by round; a request that failed took as long as it was waited for. */
final class Course {

    private final List<Long> medians = new ArrayList<>();
    private final List<Long> tails = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    void add(List<Long> milliseconds, List<String> statuses) {
        List<Long> sorted = milliseconds.stream().sorted().toList();
        medians.add(at(sorted, 50));
        tails.add(at(sorted, 99));
        statuses.forEach(status -> answers.merge(status, 1, Integer::sum));
    }

    double percentFailed() {
        int all = answers.values().stream().mapToInt(Integer::intValue).sum();
        return 100.0 * (all - answers.getOrDefault("200", 0)) / all;
    }

    /** The median of the rounds' 99th percentiles, in milliseconds. */
    double tail() {
        return at(tails.stream().sorted().toList(), 50);
    }

    private static long at(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    @Override
    public String toString() {
        return "p50 %,6d ms, p99 %,7.0f ms, answers %s"
                .formatted(at(medians.stream().sorted().toList(), 50), tail(), answers);
    }
}
