package io.tokentally.ui.format;

import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/**
 * Writes amounts of money so that a small one is never taken for nothing: from one unit of the currency on, an amount
 * shows its cents; below, it shows its first four significant digits.
 */
public final class CostFormat {

    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int CENTS = 2;
    private static final Locale LOCALE = Locale.US;

    private CostFormat() {}

    /** For instance {@code $0.001234}, {@code $12,345.67}, {@code -$0.50}, {@code $0.00}. */
    public static String formatCost(Money cost) {
        return format(cost.currency(), readable(cost.amount()));
    }

    /** All digits that there are, for instance {@code $0.0000255}; at least the cents. */
    public static String formatExactly(Money cost) {
        return format(cost.currency(), cost.amount());
    }

    private static BigDecimal readable(BigDecimal amount) {
        if (amount.abs().compareTo(BigDecimal.ONE) >= 0) {
            return amount.setScale(CENTS, RoundingMode.HALF_UP);
        }
        return amount.round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_UP));
    }

    private static String format(Currency currency, BigDecimal amount) {
        BigDecimal shown = amount.stripTrailingZeros();
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(LOCALE));
        format.setMinimumFractionDigits(CENTS);
        format.setMaximumFractionDigits(Math.max(CENTS, shown.scale()));
        String symbol = currency.getSymbol(LOCALE);
        String unsigned = symbol + (symbol.length() > 1 ? "\u00A0" : "") + format.format(shown.abs());
        return shown.signum() < 0 ? "-" + unsigned : unsigned;
    }
}
