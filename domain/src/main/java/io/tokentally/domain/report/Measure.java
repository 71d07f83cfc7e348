package io.tokentally.domain.report;

import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;

/** What is summed. */
public enum Measure {
    /** In US dollars, of the calls whose cost is known. */
    COST,
    /** All calls that may be billed, failed ones among them. */
    REQUESTS,
    FAILURES,
    /** Calls whose cost is not known, and so not in {@link #COST}. */
    UNPRICED,
    /** Calls whose tokens were counted here. */
    ESTIMATED,
    INPUT_TOKENS,
    OUTPUT_TOKENS,
    TOTAL_TOKENS;

    public BigDecimal of(UsageTotals totals) {
        return switch (this) {
            case COST -> totals.cost().amount();
            case REQUESTS -> BigDecimal.valueOf(totals.requests());
            case FAILURES -> BigDecimal.valueOf(totals.failures());
            case UNPRICED -> BigDecimal.valueOf(totals.unpriced());
            case ESTIMATED -> BigDecimal.valueOf(totals.estimated());
            case INPUT_TOKENS -> BigDecimal.valueOf(totals.inputTokens());
            case OUTPUT_TOKENS -> BigDecimal.valueOf(totals.outputTokens());
            case TOTAL_TOKENS -> BigDecimal.valueOf(totals.totalTokens());
        };
    }
}
