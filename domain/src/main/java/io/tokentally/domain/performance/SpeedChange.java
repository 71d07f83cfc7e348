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

    private static final BigDecimal ERRORS = new BigDecimal("1.96");
    private static final MathContext DIGITS = MathContext.DECIMAL64;

    /** Which way it went. */
    public enum Kind {
        SLOWER,
        FASTER,
        SAME,
        /** No more than chance makes of so few calls. */
        UNSURE,
        /** There are too few calls on one of the sides. */
        UNKNOWN
    }

    private static final SpeedChange NOT_KNOWN = new SpeedChange(Kind.UNKNOWN, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    /**
     * What is beyond chance: where the 95 % confidence intervals of both percentiles do not overlap. They are those of order statistics: of
     * n calls the values at the ranks n·q ± 1.96·√(n·q·(1 - q)), whatever the calls are distributed like.
     */
    public static SpeedChange between(Distribution before, Distribution now, Speed speed, SpeedPercentile percentile) {
        SpeedChange change = measured(before, now, speed, percentile);
        boolean isTold = change.kind == Kind.SLOWER || change.kind == Kind.FASTER;
        return isTold && overlap(before, now, speed.percent(percentile))
                ? new SpeedChange(Kind.UNSURE, change.before, change.now, change.percent)
                : change;
    }

    private static boolean overlap(Distribution before, Distribution now, int percent) {
        return least(before, percent).compareTo(greatest(now, percent)) <= 0
                && least(now, percent).compareTo(greatest(before, percent)) <= 0;
    }

    private static BigDecimal least(Distribution calls, int percent) {
        BigDecimal rank = rank(calls, percent).subtract(error(calls, percent));
        return calls.atRank(Math.max(1, rank.setScale(0, RoundingMode.FLOOR).longValueExact()))
                .orElseThrow();
    }

    private static BigDecimal greatest(Distribution calls, int percent) {
        BigDecimal rank = rank(calls, percent).add(error(calls, percent));
        return calls.atRank(Math.min(
                        calls.count(), rank.setScale(0, RoundingMode.CEILING).longValueExact()))
                .orElseThrow();
    }

    private static BigDecimal rank(Distribution calls, int percent) {
        return BigDecimal.valueOf(calls.count()).multiply(BigDecimal.valueOf(percent, 2));
    }

    private static BigDecimal error(Distribution calls, int percent) {
        BigDecimal rest = BigDecimal.ONE.subtract(BigDecimal.valueOf(percent, 2));
        return ERRORS.multiply(rank(calls, percent).multiply(rest).sqrt(DIGITS));
    }

    /** Whether it is beyond chance or not. */
    static SpeedChange measured(Distribution before, Distribution now, Speed speed, SpeedPercentile percentile) {
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
