package io.tokentally.domain.performance;

import io.tokentally.domain.report.Distribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * How much slower or faster calls became.
 *
 * @param before the percentile of the earlier calls, zero where these are too few
 * @param now the percentile of the later ones, zero where these are too few
 * @param percent by how much the time grew or the rate fell; less than nothing where calls became faster
 */
public record SpeedChange(Kind kind, BigDecimal before, BigDecimal now, long percent) {

    /** So many calls are asked of each side, whichever percentile is told. */
    public static final int LEAST_CALLS = 100;

    /**
     * Two percentiles, each of them wrong by less than 2 %, may differ by 1.02 / 0.98 without any change: by 4.1 %. What is less than
     * this is called the same.
     */
    public static final int LEAST_PERCENT = 5;

    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /** Which way it went. */
    public enum Kind {
        SLOWER,
        FASTER,
        SAME,
        /** There are too few calls on one of the sides. */
        UNKNOWN
    }

    private static final SpeedChange NOT_KNOWN =
            new SpeedChange(Kind.UNKNOWN, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    public static SpeedChange between(
            Distribution before, Distribution now, Speed speed, SpeedPercentile percentile) {
        if (before.count() < LEAST_CALLS || now.count() < LEAST_CALLS) {
            return NOT_KNOWN;
        }
        BigDecimal from = speed.of(before, percentile).orElseThrow();
        BigDecimal to = speed.of(now, percentile).orElseThrow();
        long percent = to.subtract(from)
                .movePointRight(2)
                .divide(from, DIGITS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        long slower = speed.isRate() ? -percent : percent;
        if (Math.abs(slower) < LEAST_PERCENT) {
            return new SpeedChange(Kind.SAME, from, to, slower);
        }
        return new SpeedChange(slower > 0 ? Kind.SLOWER : Kind.FASTER, from, to, slower);
    }
}
