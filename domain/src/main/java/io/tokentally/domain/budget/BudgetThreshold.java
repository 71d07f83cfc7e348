package io.tokentally.domain.budget;

import io.tokentally.domain.text.Excerpt;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Where on the way to its amount a budget tells somebody: at a share of it, or at an amount of its own.
 *
 * @param value percent of the budget's amount, or in the budget's measure
 */
@ParsesOutsideInput
public record BudgetThreshold(BigDecimal value, boolean isPercentage) {

    private static final Pattern TEXT = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,9})?%?");

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MAX_PERCENT = BigDecimal.valueOf(1_000);

    public BudgetThreshold {
        if (value.signum() <= 0 || (isPercentage && value.compareTo(MAX_PERCENT) > 0)) {
            throw new IllegalArgumentException(
                    "A threshold is an amount, or a percentage from 0 to 1,000, above 0; not "
                            + text(value, isPercentage));
        }
        value = new BigDecimal(value.stripTrailingZeros().toPlainString());
    }

    /**
     * As people write it: {@code 80%}, or {@code 40.00}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static BudgetThreshold of(String text) {
        String stripped = text.strip();
        if (!TEXT.matcher(stripped).matches()) {
            throw new IllegalArgumentException(
                    "A threshold is written as a percentage such as 80%% or as an amount such as 40.00, not as '%s'"
                            .formatted(Excerpt.of(stripped, 40)));
        }
        boolean percentage = stripped.endsWith("%");
        return new BudgetThreshold(
                new BigDecimal(percentage ? stripped.substring(0, stripped.length() - 1) : stripped), percentage);
    }

    /** Of which amount it speaks. */
    public BigDecimal of(BigDecimal budgeted) {
        return isPercentage ? budgeted.multiply(value).divide(HUNDRED) : value;
    }

    private static String text(BigDecimal value, boolean isPercentage) {
        return value.toPlainString() + (isPercentage ? "%" : "");
    }

    @Override
    public String toString() {
        return text(value, isPercentage);
    }
}
