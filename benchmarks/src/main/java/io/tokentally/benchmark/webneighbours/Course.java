package io.tokentally.benchmark.webneighbours;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What a neighbour saw in one phase, round by round; a request that failed took as long as it was waited for. */
final class Course {

    private static final double MICROS_OF_A_MILLI = 1e3;

    private final List<Double> medians = new ArrayList<>();
    private final List<Double> tails = new ArrayList<>();
    private long requests;
    private long failed;

    void add(Histogram microseconds, int failures) {
        medians.add(microseconds.getValueAtPercentile(50) / MICROS_OF_A_MILLI);
        tails.add(microseconds.getValueAtPercentile(99) / MICROS_OF_A_MILLI);
        requests += microseconds.getTotalCount();
        failed += failures;
    }

    double percentFailed() {
        return 100.0 * failed / requests;
    }

    /** The median of the rounds' 99th percentiles, in milliseconds. */
    double tail() {
        return median(tails);
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Override
    public String toString() {
        return "%,5d requests, %,4d errors, p50 %,8.1f ms, p99 %,8.1f ms"
                .formatted(requests, failed, median(medians), tail());
    }
}
