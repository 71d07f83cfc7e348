package io.tokentally.adapter.rest;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Amounts of budgets, as the API takes and tells them: plain decimals in strings. */
@ParsesOutsideInput
final class BudgetAmounts {

    /** What the ledger counts in. */
    static final String CURRENCY = "USD";

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,20})?");

    private BudgetAmounts() {}

    /** @throws InvalidParameterException if the text is no amount */
    static BigDecimal read(String field, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new InvalidParameterException(
                    field,
                    "%s must be a number in quotation marks, such as \"50.00\", not %s."
                            .formatted(field, InvalidParameterException.quote(text)));
        }
        return new BigDecimal(text);
    }

    static String write(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
    }
}
