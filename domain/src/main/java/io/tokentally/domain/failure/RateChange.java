package io.tokentally.domain.failure;

import java.math.BigDecimal;
import java.math.MathContext;

/** Whether more or fewer of a hundred requests fail than before. */
public enum RateChange {
    BETTER,
    WORSE,
    /** What differs is no more than chance makes. */
    SAME;

    /** Standard errors: chance alone goes beyond in one of twenty cases. */
    private static final BigDecimal LEAST_ERRORS = new BigDecimal("1.96");

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /**
     * By the test of two proportions, with the pooled rate p: the difference of the rates, divided by √(p(1-p)(1/n<sub>1</sub> +
     * 1/n<sub>2</sub>)), is beyond 1.96.
     */
    public static RateChange between(long failuresBefore, long requestsBefore, long failures, long requests) {
        if (requestsBefore == 0 || requests == 0) {
            return SAME;
        }
        BigDecimal before = BigDecimal.valueOf(requestsBefore);
        BigDecimal now = BigDecimal.valueOf(requests);
        BigDecimal pooled = BigDecimal.valueOf(failuresBefore)
                .add(BigDecimal.valueOf(failures))
                .divide(before.add(now), DIGITS);
        BigDecimal variance = pooled.multiply(BigDecimal.ONE.subtract(pooled))
                .multiply(BigDecimal.ONE.divide(before, DIGITS).add(BigDecimal.ONE.divide(now, DIGITS)));
        BigDecimal difference = BigDecimal.valueOf(failures)
                .divide(now, DIGITS)
                .subtract(BigDecimal.valueOf(failuresBefore).divide(before, DIGITS));
        BigDecimal least = LEAST_ERRORS.multiply(LEAST_ERRORS).multiply(variance);
        if (variance.signum() == 0 || difference.multiply(difference).compareTo(least) <= 0) {
            return SAME;
        }
        return difference.signum() > 0 ? WORSE : BETTER;
    }
}
