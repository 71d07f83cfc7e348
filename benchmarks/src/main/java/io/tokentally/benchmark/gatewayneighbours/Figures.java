package io.tokentally.benchmark.gatewayneighbours;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What a neighbour saw in one phase, round by round. */
final class Figures {

    private static final double NANOS_OF_A_MILLI = 1e6;

    private final List<Double> medians = new ArrayList<>();
    private final List<Double> tails = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();

    /** A round in which nobody was served has no times. */
    void add(Neighbour.Seen seen) {
        outcomes.addAll(seen.outcomes());
        Histogram served = seen.nanoseconds();
        if (served.getTotalCount() > 0) {
            medians.add(served.getValueAtPercentile(50) / NANOS_OF_A_MILLI);
            tails.add(served.getValueAtPercentile(99) / NANOS_OF_A_MILLI);
        }
    }

    /** The median of the rounds' 99th percentiles, in milliseconds; not a number where nobody was served. */
    double tail() {
        return median(tails);
    }

    boolean wasServed() {
        return !tails.isEmpty();
    }

    Outcomes outcomes() {
        return outcomes;
    }

    static double median(List<Double> figures) {
        if (figures.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Override
    public String toString() {
        String times = medians.isEmpty()
                ? "p50        -   , p99        -   "
                : "p50 %,8.1f ms, p99 %,8.1f ms".formatted(median(medians), tail());
        return "served %5.1f %%, %s, answers %s".formatted(outcomes.percentServed(), times, outcomes);
    }
}
