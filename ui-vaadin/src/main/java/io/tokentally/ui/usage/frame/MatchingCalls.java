package io.tokentally.ui.usage.frame;

import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;

/**
 * What the filters leave.
 *
 * @param calls all of them, with those that no provider bills
 * @param totals of those that one bills
 */
public record MatchingCalls(long calls, UsageTotals totals) {

    public static final MatchingCalls NONE = new MatchingCalls(0, UsageTotals.none(Money.USD));

    /** Those that no provider bills. */
    public long free() {
        return Math.max(0, calls - totals.requests());
    }

    public boolean isEmpty() {
        return calls == 0 && totals.requests() == 0;
    }
}
