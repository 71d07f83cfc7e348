package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms of budgets. */
public final class BudgetFixtures {

    private BudgetFixtures() {}

    /** Of all calls' cost in a calendar month, which blocks by the worst case. */
    public static BudgetTerms monthly(String name, String dollars) {
        return terms(
                name,
                BudgetSelector.EVERYTHING,
                null,
                BudgetMeasure.COST,
                dollars,
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH));
    }

    public static BudgetTerms terms(
            String name,
            BudgetSelector selector,
            @Nullable BudgetDimension forEach,
            BudgetMeasure measure,
            String amount,
            BudgetWindow window) {
        return new BudgetTerms(
                name,
                selector,
                forEach,
                measure,
                new BigDecimal(amount),
                window,
                BudgetAction.BLOCK,
                List.of(BudgetThreshold.of("50%"), BudgetThreshold.of("80%")),
                new BlockingRules(
                        BlockingRules.Bound.WORST_CASE,
                        BlockingRules.Unknown.REFUSE,
                        BlockingRules.Unknown.REFUSE,
                        null,
                        false,
                        BlockingRules.WhenUnreachable.CLOSED));
    }

    /** The same with another action and other rules. */
    public static BudgetTerms with(BudgetTerms terms, BudgetAction action, BlockingRules blocking) {
        return new BudgetTerms(
                terms.name(),
                terms.selector(),
                terms.forEach(),
                terms.measure(),
                terms.amount(),
                terms.window(),
                action,
                terms.thresholds(),
                blocking);
    }

    public static BudgetTerms of(BudgetTerms terms, String amount) {
        return new BudgetTerms(
                terms.name(),
                terms.selector(),
                terms.forEach(),
                terms.measure(),
                new BigDecimal(amount),
                terms.window(),
                terms.action(),
                terms.thresholds(),
                terms.blocking());
    }
}
