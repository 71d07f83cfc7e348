package io.tokentally.domain.performance;

/** How many of a hundred calls are at least as fast as the figure that is told. */
public enum SpeedPercentile {
    P50(50, 20),
    P95(95, 20),
    P99(99, 100);

    private final int percent;
    private final int least;

    SpeedPercentile(int percent, int least) {
        this.percent = percent;
        this.least = least;
    }

    public int percent() {
        return percent;
    }

    /** Of fewer calls it says nothing: there is not one of them beyond it. */
    public int leastCalls() {
        return least;
    }
}
