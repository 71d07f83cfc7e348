package io.tokentally.ui.format;

import io.tokentally.ui.text.ReaderLocale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;

/** Writes counts: short where they are read at a glance, in full where they are checked. */
public final class CountFormat {

    private static final List<String> POWERS = List.of("thousand", "million", "billion", "trillion");
    private static final long KILO = 1_000;
    private static final long MILLION = 1_000_000;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    private CountFormat() {}

    /**
     * For instance {@code 999}, {@code 1.50K}, {@code 2.50M}, {@code 1.00B}, {@code 1.00T}. What would round up to a
     * thousand of one is one of the next.
     */
    public static String formatTokens(long tokens) {
        BigDecimal scaled = BigDecimal.valueOf(tokens);
        if (scaled.abs().compareTo(THOUSAND) < 0) {
            return formatCount(tokens);
        }
        int step = 0;
        while (step < POWERS.size() && rounded(scaled).abs().compareTo(THOUSAND) >= 0) {
            scaled = scaled.movePointLeft(3);
            step++;
        }
        return inPowers(step, grouped(rounded(scaled)));
    }

    /** All digits, for instance {@code 1,234,567}. */
    public static String formatCount(long count) {
        return NumberFormat.getIntegerInstance(ReaderLocale.ofNumbers()).format(count);
    }

    /** So many thousands, millions: {@code 1.50K}, in German {@code 1,50 Tsd.}. */
    private static String inPowers(int power, String number) {
        return MessageFormat.format(ReaderLocale.pattern("format." + POWERS.get(power - 1)), number);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(2, RoundingMode.HALF_UP);
    }

    private static String grouped(BigDecimal value) {
        NumberFormat format = NumberFormat.getNumberInstance(ReaderLocale.ofNumbers());
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        return format.format(value);
    }

    /** Round counts short and all others in full, for instance {@code 1M}, {@code 25K}, {@code 1,234}. */
    public static String formatRound(long count) {
        if (count >= MILLION && count % MILLION == 0) {
            return inPowers(2, formatCount(count / MILLION));
        }
        if (count >= KILO && count < MILLION && count % KILO == 0) {
            return inPowers(1, formatCount(count / KILO));
        }
        return formatCount(count);
    }
}
