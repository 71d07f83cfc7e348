package io.tokentally.domain.report;

import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;

/** What is told of a group: sums, and distributions of what each call has one value of. */
public enum Measure {
    /** In US dollars, of the calls whose cost is known. */
    COST,
    /** What of it is that of calls that failed. */
    FAILED_COST,
    /** What it would have cost without the organization's own rates and discounts. */
    LIST_COST,
    /** All calls that may be billed, failed ones among them. */
    REQUESTS,
    FAILURES,
    /** Calls whose cost is not known, and so not in {@link #COST}. */
    UNPRICED,
    /** Calls whose tokens were counted here. */
    ESTIMATED,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    TOTAL_TOKENS,
    /** In milliseconds. */
    RESPONSE_TIME,
    /** In milliseconds, of the calls that were answered as a stream. */
    TIME_TO_FIRST_TOKEN,
    /** In tokens per 1,000 seconds, from the first token on, or from the start where nobody knows when that came. */
    OUTPUT_RATE,
    /** In ten-millionths of a US dollar, of the calls whose cost is known. */
    COST_PER_CALL,
    /** How much of each unit was used, and what it cost. */
    UNITS;

    /** What groups are ordered by where they are ordered by a distribution. */
    public static final int ORDERING_PERCENTILE = 95;

    public boolean isCost() {
        return this == COST || this == FAILED_COST || this == LIST_COST;
    }

    public boolean isDistribution() {
        return this == RESPONSE_TIME || this == TIME_TO_FIRST_TOKEN || this == OUTPUT_RATE || this == COST_PER_CALL;
    }

    /** Whether it is made of sums of units. */
    public boolean isOfUnits() {
        return this == LIST_COST || this == UNITS;
    }

    /** Whether groups can be ordered by it. */
    public boolean isOrder() {
        return this != UNITS;
    }

    /** A sum; of a distribution the {@value #ORDERING_PERCENTILE}th percentile, or -1 where it has no value. */
    public BigDecimal of(Figures figures) {
        UsageTotals totals = figures.totals();
        return switch (this) {
            case COST -> totals.cost().amount();
            case FAILED_COST -> figures.failedCost().amount();
            case LIST_COST -> figures.listCost().amount();
            case REQUESTS -> BigDecimal.valueOf(totals.requests());
            case FAILURES -> BigDecimal.valueOf(totals.failures());
            case UNPRICED -> BigDecimal.valueOf(totals.unpriced());
            case ESTIMATED -> BigDecimal.valueOf(totals.estimated());
            case INPUT_TOKENS -> BigDecimal.valueOf(totals.inputTokens());
            case OUTPUT_TOKENS -> BigDecimal.valueOf(totals.outputTokens());
            case TOTAL_TOKENS -> BigDecimal.valueOf(totals.totalTokens());
            case RESPONSE_TIME, TIME_TO_FIRST_TOKEN, OUTPUT_RATE, COST_PER_CALL ->
                figures.distribution(this).percentile(ORDERING_PERCENTILE).orElse(BigDecimal.ONE.negate());
            case UNITS -> throw new IllegalArgumentException("Units have no sum: each is counted in its own");
        };
    }
}
