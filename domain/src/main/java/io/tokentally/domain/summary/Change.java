package io.tokentally.domain.summary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;

/** How a figure moved against the period before. */
public record Change(BigDecimal before, BigDecimal now) {

    private static final int GREATEST_PERCENT = 1_000_000;

    public static Change of(long before, long now) {
        return new Change(BigDecimal.valueOf(before), BigDecimal.valueOf(now));
    }

    /** Of −1, 0 or 1. */
    public int direction() {
        return now.compareTo(before);
    }

    /** In whole percent of the figure before, at most a million; empty where that was zero, since nothing compares. */
    public OptionalInt percent() {
        if (before.signum() == 0) {
            return OptionalInt.empty();
        }
        // Rounded once, straight to whole percent: a quotient rounded before would tip just below a half over it.
        BigDecimal percent =
                now.subtract(before).multiply(BigDecimal.valueOf(100)).divide(before.abs(), 0, RoundingMode.HALF_UP);
        BigDecimal limit = BigDecimal.valueOf(GREATEST_PERCENT);
        return OptionalInt.of(percent.min(limit).max(limit.negate()).intValueExact());
    }
}
