package io.tokentally.domain.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a budget, as far as it is known where calls are let out.
 *
 * @param amount what the budget allows in its window
 * @param used what is spent or set aside of it; absent where that was not asked for
 * @param resetsAt when the window ends; absent where it never does, or moves on with time
 */
public record BudgetHeadroom(
        BudgetMeasure measure,
        BigDecimal amount,
        @Nullable BigDecimal used,
        @Nullable Instant resetsAt) {

    private static final int SHARE_SCALE = 12;

    /** Of the budget that refused a call. */
    public static BudgetHeadroom of(BudgetRefusal refusal) {
        return new BudgetHeadroom(refusal.measure(), refusal.amount(), refusal.used(), refusal.resetsAt());
    }

    /** What may still be used; never below 0; absent where it is not known. */
    public @Nullable BigDecimal remaining() {
        return used == null ? null : amount.subtract(used).max(BigDecimal.ZERO);
    }

    /** Whether a larger share of this amount is used than of the other's. What allows nothing is used up. */
    public boolean isTighterThan(BudgetHeadroom other) {
        return shareUsed().compareTo(other.shareUsed()) > 0;
    }

    private BigDecimal shareUsed() {
        BigDecimal known = used == null ? BigDecimal.ZERO : used;
        return amount.signum() == 0
                ? BigDecimal.ONE.add(known)
                : known.divide(amount, SHARE_SCALE, RoundingMode.HALF_UP);
    }
}
