package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a budget does not let a call out.
 *
 * @param reason which of its rules
 * @param amount what the budget allows in its window
 * @param used what is spent or set aside of it, as far as it was asked for
 * @param resetsAt when the window ends; absent where it never does, or moves on with time
 */
public record BudgetRefusal(
        BudgetId budget,
        String name,
        Reason reason,
        BudgetMeasure measure,
        BigDecimal amount,
        @Nullable BigDecimal used,
        @Nullable Instant resetsAt) {

    /** Which rule it is. */
    public enum Reason {
        /** What is left does not cover what the call may use. */
        SPENT,
        /** The request does not say what it can use at most, and the budget wants to know. */
        UNBOUNDED,
        /** The model has no price, so that nobody knows what it would cost. */
        UNPRICED
    }
}
