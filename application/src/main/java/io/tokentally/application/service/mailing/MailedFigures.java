package io.tokentally.application.service.mailing;

import io.tokentally.domain.pricing.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Figures as a language writes them. Of a cost below one unit of the currency, four digits are told, so that it is not taken for nothing. */
final class MailedFigures {

    private static final int SIGNIFICANT_DIGITS = 4;
    private static final int CENTS = 2;

    private final Locale locale;

    /** Numbers in English are those of the United States, whose dollars are no "US$". */
    MailedFigures(Locale language) {
        this.locale = language.getLanguage().equals(Locale.ENGLISH.getLanguage()) ? Locale.US : language;
    }

    String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    String count(BigDecimal count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    String cost(Money cost) {
        BigDecimal shown = cost.amount().abs().compareTo(BigDecimal.ONE) >= 0
                ? cost.amount().setScale(CENTS, RoundingMode.HALF_UP)
                : cost.amount()
                        .round(new MathContext(SIGNIFICANT_DIGITS, RoundingMode.HALF_UP))
                        .stripTrailingZeros();
        NumberFormat format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(cost.currency());
        format.setMinimumFractionDigits(CENTS);
        format.setMaximumFractionDigits(Math.max(CENTS, shown.scale()));
        return format.format(shown);
    }
}
