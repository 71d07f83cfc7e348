package io.tokentally.ui.pricing;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.ui.form.CalendarTexts;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what was typed into what it stands for. A field that makes no sense says so. */
final class FieldParsers {

    private static final int MAX_DECIMALS = 12;
    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);

    private FieldParsers() {}

    /** Days as they are read the same way everywhere: 2026-10-15. */
    static DatePicker.DatePickerI18n plainDays() {
        return CalendarTexts.ofReader().setDateFormat("yyyy-MM-dd");
    }

    static TextField field(String labelKey, int maxLength) {
        TextField field = new TextField(I18NProvider.translate(labelKey));
        field.setMaxLength(maxLength);
        field.setManualValidation(true);
        field.addValueChangeListener(event -> field.setInvalid(false));
        return field;
    }

    static DatePicker day(String labelKey) {
        DatePicker day = new DatePicker(I18NProvider.translate(labelKey));
        day.setI18n(plainDays());
        day.setManualValidation(true);
        day.addValueChangeListener(event -> day.setInvalid(false));
        return day;
    }

    /** A field that must not be left empty, and is marked so. */
    static TextField requiredField(String labelKey, int maxLength) {
        TextField field = field(labelKey, maxLength);
        field.setRequiredIndicatorVisible(true);
        return field;
    }

    static DatePicker requiredDay(String labelKey) {
        DatePicker day = day(labelKey);
        day.setRequiredIndicatorVisible(true);
        return day;
    }

    /**
     * Reads them all, so that all that is wrong is said at once, and not one thing at each attempt.
     *
     * @throws InvalidFieldException of the first field that makes no sense
     */
    static void readAll(List<Supplier<?>> fields) {
        InvalidFieldException first = null;
        for (Supplier<?> field : fields) {
            try {
                var unused = field.get();
            } catch (InvalidFieldException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** @throws InvalidFieldException if the reader takes it for no value */
    static <T> T required(TextField field, Function<String, T> reader, String errorKey) {
        try {
            return reader.apply(field.getValue().strip());
        } catch (IllegalArgumentException e) {
            field.setErrorMessage(I18NProvider.translate(errorKey));
            field.setInvalid(true);
            throw new InvalidFieldException(field);
        }
    }

    /** @throws InvalidFieldException if it is not empty, and the reader takes it for no value */
    static <T> @Nullable T optional(TextField field, Function<String, T> reader, String errorKey) {
        return field.getValue().isBlank() ? null : required(field, reader, errorKey);
    }

    /** The first instant of the day. */
    static Instant startOf(DatePicker field, ZoneId zone) {
        LocalDate day = field.getValue();
        if (day == null) {
            field.setErrorMessage(I18NProvider.translate("prices.day.required"));
            field.setInvalid(true);
            throw new InvalidFieldException(field);
        }
        return day.atStartOfDay(zone).toInstant();
    }

    /** @throws IllegalArgumentException if it is no price from 0 to a million with at most twelve decimals */
    static Money price(String text) {
        BigDecimal amount = TypedNumber.read(text.replace("$", ""));
        if (amount.signum() < 0
                || amount.compareTo(MAX_PRICE) > 0
                || amount.stripTrailingZeros().scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException("No price: " + text.length() + " characters");
        }
        return Money.usd(amount);
    }
}
