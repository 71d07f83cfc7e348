package io.tokentally.domain.performance;

import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Measure;
import java.math.BigDecimal;
import java.util.Optional;

/** By what calls are fast or slow. */
public enum Speed {
    RESPONSE_TIME(Measure.RESPONSE_TIME),
    TIME_TO_FIRST_TOKEN(Measure.TIME_TO_FIRST_TOKEN),
    /** Of which less is slower. */
    OUTPUT_RATE(Measure.OUTPUT_RATE);

    private static final int ALL = 100;

    private final Measure measure;

    Speed(Measure measure) {
        this.measure = measure;
    }

    public Measure measure() {
        return measure;
    }

    public boolean isRate() {
        return this == OUTPUT_RATE;
    }

    /**
     * What so many of a hundred calls were at least as fast as: times do not exceed it, rates do not fall below.
     *
     * @return nothing where no call has a value
     */
    public Optional<BigDecimal> of(Distribution distribution, SpeedPercentile percentile) {
        return distribution.percentile(percent(percentile));
    }

    /** How many of a hundred calls have no greater value than the percentile. */
    int percent(SpeedPercentile percentile) {
        return isRate() ? ALL - percentile.percent() : percentile.percent();
    }
}
