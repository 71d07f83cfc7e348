package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.form.CalendarTexts;
import io.tokentally.ui.usage.query.DayRange;
import io.tokentally.ui.usage.query.PeriodChoice;
import io.tokentally.ui.usage.query.PeriodPreset;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Chooses days: by their name, or the first and the last by calendar or by typing them. */
class PeriodControls extends Div {

    private static final String DAY = "yyyy-MM-dd";

    private final Select<Optional<PeriodPreset>> preset = new Select<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();
    private final Consumer<PeriodChoice> onChange;

    PeriodControls(Consumer<PeriodChoice> onChange) {
        this.onChange = onChange;
        addClassName("tt-period");
        preset.setAriaLabel(getTranslation("usage.period"));
        preset.setItems(PeriodPresets.withRange());
        preset.setItemLabelGenerator(
                item -> getTranslation("usage.period." + item.map(Enum::name).orElse("RANGE")));
        preset.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                event.getValue().ifPresentOrElse(onChange, this::askForDays);
            }
        });
        prepare(from, "usage.period.from");
        prepare(to, "usage.period.to");
        add(preset, from, to);
    }

    void show(PeriodChoice choice, Period period) {
        Optional<PeriodPreset> shown = choice instanceof PeriodPreset named ? Optional.of(named) : Optional.empty();
        preset.setValue(shown);
        from.setI18n(calendar(period));
        to.setI18n(calendar(period));
        from.setValue(period.firstDay());
        to.setValue(period.lastDay());
        showDays(shown.isEmpty());
    }

    private void askForDays() {
        showDays(true);
        from.focus();
    }

    private void showDays(boolean wanted) {
        from.setInvalid(false);
        to.setInvalid(false);
        from.setVisible(wanted);
        to.setVisible(wanted);
    }

    private void prepare(DatePicker day, String label) {
        day.setAriaLabel(getTranslation(label));
        day.setPlaceholder(DAY.toUpperCase(Locale.ROOT));
        day.setManualValidation(true);
        day.addClassName("tt-period-day");
        day.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                choose(day);
            }
        });
    }

    private void choose(DatePicker changed) {
        LocalDate first = from.getValue();
        LocalDate last = to.getValue();
        if (first == null || last == null) {
            refuse(first == null ? from : to, "usage.period.missing");
            return;
        }
        try {
            DayRange range = new DayRange(first, last);
            from.setInvalid(false);
            to.setInvalid(false);
            onChange.accept(range);
        } catch (IllegalArgumentException e) {
            refuse(changed, last.isBefore(first) ? "usage.period.backwards" : "usage.period.too-long");
        }
    }

    private void refuse(DatePicker day, String error) {
        day.setErrorMessage(getTranslation(error));
        day.setInvalid(true);
    }

    /** Vaadin counts days of the week from Sunday on, which is 0. */
    private static DatePicker.DatePickerI18n calendar(Period period) {
        return CalendarTexts.ofReader()
                .setDateFormats(DAY, "yyyyMMdd", "d MMM yyyy", "d.M.yyyy")
                .setFirstDayOfWeek(period.firstDayOfWeek().getValue() % 7);
    }
}
