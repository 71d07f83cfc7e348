package io.tokentally.ui.format;

import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.ui.text.ReaderLocale;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.regex.Pattern;

/**
 * Numbers as people of the reader's language type them. A separator that could be meant either way is taken for what it is in that
 * language; what it cannot be in that place is refused or, as in {@code 0.025} in German, read as everybody reads it: a price that is
 * a thousand times another must not come of it.
 */
@ParsesOutsideInput
public final class TypedNumber {

    private static final Pattern PLAIN = Pattern.compile("\\d+(?:[.]\\d+)?");

    /** Of millions of digits a number would be made for minutes. */
    private static final int MAX_LENGTH = 100;

    private TypedNumber() {}

    /** @throws NumberFormatException if it is no number, or has a sign */
    public static BigDecimal read(String typed) {
        String text = typed.strip();
        if (text.length() > MAX_LENGTH) {
            throw refused(text);
        }
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(ReaderLocale.ofNumbers());
        String group = Pattern.quote(String.valueOf(symbols.getGroupingSeparator()));
        String point = Pattern.quote(String.valueOf(symbols.getDecimalSeparator()));
        if (text.matches("[1-9]\\d{0,2}(?:%s\\d{3})+(?:%s\\d+)?|\\d+(?:%2$s\\d+)?".formatted(group, point))) {
            return new BigDecimal(text.replaceAll(group, "").replaceAll(point, "."));
        }
        if (PLAIN.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        throw refused(text);
    }

    private static NumberFormatException refused(String text) {
        return new NumberFormatException("No number: " + text.length() + " characters");
    }

    /** @throws NumberFormatException if it is no whole number, has a sign or is greater than a long holds */
    public static long readWhole(String typed) {
        try {
            return read(typed).longValueExact();
        } catch (ArithmeticException e) {
            NumberFormatException refused =
                    new NumberFormatException("No whole number: " + typed.length() + " characters");
            refused.initCause(e);
            throw refused;
        }
    }

    /** With all its digits, so that it is read as the same number again. */
    public static String write(BigDecimal number) {
        char point = DecimalFormatSymbols.getInstance(ReaderLocale.ofNumbers()).getDecimalSeparator();
        return number.toPlainString().replace('.', point);
    }
}
