package io.tokentally.ui.format;

import io.tokentally.domain.pricing.Money;
import io.tokentally.ui.text.ReaderLocale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * Writes amounts of money so that a small one is never taken for nothing: from one unit of the currency on, an amount
 * shows its cents; below, it shows its first four significant digits.
 */
public final class CostFormat {

    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int CENTS = 2;
    private static final String SPACE = "\u00A0";

    private CostFormat() {}

    /** For instance {@code $0.001234}, {@code $12,345.67}, {@code -$0.50}, {@code $0.00}; in German {@code 0,001234 $}. */
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
        Locale locale = ReaderLocale.ofNumbers();
        BigDecimal shown = amount.stripTrailingZeros();
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(locale));
        format.setMinimumFractionDigits(CENTS);
        format.setMaximumFractionDigits(Math.max(CENTS, shown.scale()));
        String symbol = currency.getSymbol(locale);
        String digits = format.format(shown.abs());
        String unsigned =
                isBehind(locale) ? digits + SPACE + symbol : symbol + (symbol.length() > 1 ? SPACE : "") + digits;
        return shown.signum() < 0 ? "-" + unsigned : unsigned;
    }

    /** Whether the language writes the currency behind the amount. */
    private static boolean isBehind(Locale locale) {
        return NumberFormat.getCurrencyInstance(locale) instanceof DecimalFormat pattern
                && pattern.toPattern().split(";", 2)[0].endsWith("\u00A4");
    }
}
