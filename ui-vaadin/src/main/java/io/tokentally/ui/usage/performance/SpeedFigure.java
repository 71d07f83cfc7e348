package io.tokentally.ui.usage.performance;

import io.tokentally.domain.performance.Speed;
import io.tokentally.domain.performance.SpeedPercentile;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.util.Arrays;
import java.util.Optional;

/** Which figure of speed is shown. */
record SpeedFigure(Speed speed, SpeedPercentile percentile) {

    static final SpeedFigure DEFAULT = new SpeedFigure(Speed.RESPONSE_TIME, SpeedPercentile.P95);

    /** Nothing where the measure is none of speed. */
    static Optional<SpeedFigure> of(UsageMeasure measure) {
        return Arrays.stream(Speed.values())
                .flatMap(speed ->
                        Arrays.stream(SpeedPercentile.values()).map(percentile -> new SpeedFigure(speed, percentile)))
                .filter(figure -> figure.measure() == measure)
                .findAny();
    }

    SpeedFigure with(SpeedPercentile other) {
        return new SpeedFigure(speed, other);
    }

    UsageMeasure measure() {
        return switch (speed) {
            case RESPONSE_TIME ->
                oneOf(UsageMeasure.RESPONSE_TIME_P50, UsageMeasure.RESPONSE_TIME_P95, UsageMeasure.RESPONSE_TIME_P99);
            case TIME_TO_FIRST_TOKEN ->
                oneOf(UsageMeasure.FIRST_TOKEN_P50, UsageMeasure.FIRST_TOKEN_P95, UsageMeasure.FIRST_TOKEN_P99);
            case OUTPUT_RATE ->
                oneOf(UsageMeasure.OUTPUT_RATE_P50, UsageMeasure.OUTPUT_RATE_P5, UsageMeasure.OUTPUT_RATE_P1);
        };
    }

    private UsageMeasure oneOf(UsageMeasure p50, UsageMeasure p95, UsageMeasure p99) {
        return switch (percentile) {
            case P50 -> p50;
            case P95 -> p95;
            case P99 -> p99;
        };
    }
}
