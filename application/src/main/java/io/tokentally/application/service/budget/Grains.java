package io.tokentally.application.service.budget;

import io.tokentally.domain.budget.BudgetMeasure;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Amounts of budgets as whole numbers, for counting on every call: of a cost the billionth of a dollar, of tokens and requests one. What
 * is spent or set aside is rounded up, never down; the ledger's sums stay exact.
 */
final class Grains {

    private static final int COST_SCALE = 9;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private Grains() {}

    static long up(BudgetMeasure measure, BigDecimal amount) {
        return whole(measure, amount, RoundingMode.CEILING);
    }

    static long down(BudgetMeasure measure, BigDecimal amount) {
        return whole(measure, amount, RoundingMode.FLOOR);
    }

    private static long whole(BudgetMeasure measure, BigDecimal amount, RoundingMode rounding) {
        return amount.movePointRight(scale(measure))
                .setScale(0, rounding)
                .min(MOST)
                .max(MOST.negate())
                .longValueExact();
    }

    static BigDecimal amount(BudgetMeasure measure, long grains) {
        return BigDecimal.valueOf(grains, scale(measure));
    }

    private static int scale(BudgetMeasure measure) {
        return measure == BudgetMeasure.COST ? COST_SCALE : 0;
    }
}
