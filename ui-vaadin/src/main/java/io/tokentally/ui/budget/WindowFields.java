package io.tokentally.ui.budget;

import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetWindow.Calendar.Unit;
import io.tokentally.ui.form.CalendarTexts;
import io.tokentally.ui.text.ReaderLocale;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The time that a budget's amount is for. */
class WindowFields extends Div {

    private static final int DAY = 24;

    /** What can be chosen. */
    private enum Kind {
        HOUR,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR,
        ROLLING,
        ONCE
    }

    private final ZoneId zone;
    private final Select<Kind> kind = new Select<>();
    private final IntegerField hours = new IntegerField(I18NProvider.translate("budgets.window.hours"));
    private final DateTimePicker from = picker("budgets.window.from");
    private final DateTimePicker until = picker("budgets.window.until");

    WindowFields(ZoneId zone, Runnable onChange) {
        this.zone = zone;
        addClassName("tt-budget-fields");
        kind.setLabel(getTranslation("budgets.window"));
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(item -> getTranslation("budgets.window." + item));
        kind.setValue(Kind.MONTH);
        hours.setMin(1);
        hours.setMax(Math.toIntExact(BudgetWindow.Rolling.LONGEST.toHours()));
        hours.setValue(DAY);
        hours.setManualValidation(true);
        hours.setRequiredIndicatorVisible(true);
        add(kind, hours, from, until);
        kind.addValueChangeListener(event -> {
            fit();
            onChange.run();
        });
        hours.addValueChangeListener(event -> {
            hours.setInvalid(false);
            onChange.run();
        });
        for (DateTimePicker end : new DateTimePicker[] {from, until}) {
            end.addValueChangeListener(event -> {
                from.setInvalid(false);
                until.setInvalid(false);
                onChange.run();
            });
        }
        fit();
    }

    private static DateTimePicker picker(String label) {
        DateTimePicker picker = new DateTimePicker(I18NProvider.translate(label));
        picker.setStep(Duration.ofMinutes(15));
        picker.setLocale(ReaderLocale.current());
        picker.setDatePickerI18n(CalendarTexts.ofReader());
        picker.setManualValidation(true);
        picker.setRequiredIndicatorVisible(true);
        return picker;
    }

    private void fit() {
        hours.setVisible(kind.getValue() == Kind.ROLLING);
        from.setVisible(kind.getValue() == Kind.ONCE);
        until.setVisible(kind.getValue() == Kind.ONCE);
    }

    void show(BudgetWindow window) {
        switch (window) {
            case BudgetWindow.Calendar calendar ->
                kind.setValue(Kind.valueOf(calendar.unit().name()));
            case BudgetWindow.Once once -> {
                kind.setValue(Kind.ONCE);
                from.setValue(LocalDateTime.ofInstant(once.from(), zone));
                until.setValue(LocalDateTime.ofInstant(once.until(), zone));
            }
            case BudgetWindow.Rolling rolling -> {
                kind.setValue(Kind.ROLLING);
                hours.setValue(Math.toIntExact(rolling.length().toHours()));
            }
        }
    }

    @Nullable
    BudgetWindow window(Faults faults) {
        return switch (kind.getValue()) {
            case ROLLING ->
                faults.read(
                        hours,
                        getTranslation("budgets.window.hours.wrong", BudgetWindow.Rolling.LONGEST.toHours()),
                        () -> new BudgetWindow.Rolling(
                                Duration.ofHours(hours.getValue() == null ? 0 : hours.getValue())));
            case ONCE -> once(faults);
            case HOUR, DAY, WEEK, MONTH, QUARTER, YEAR ->
                new BudgetWindow.Calendar(Unit.valueOf(kind.getValue().name()));
        };
    }

    private @Nullable BudgetWindow once(Faults faults) {
        faults.check(from.getValue() != null, from, getTranslation("budgets.window.from.wrong"));
        faults.check(until.getValue() != null, until, getTranslation("budgets.window.until.wrong"));
        if (from.getValue() == null || until.getValue() == null) {
            return null;
        }
        Instant begin = from.getValue().atZone(zone).toInstant();
        Instant end = until.getValue().atZone(zone).toInstant();
        return faults.read(
                until, getTranslation("budgets.window.until.wrong"), () -> new BudgetWindow.Once(begin, end));
    }
}
