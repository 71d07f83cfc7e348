package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.summary.Period;
import io.tokentally.ui.form.CalendarTexts;
import io.tokentally.ui.usage.query.DayRange;
import io.tokentally.ui.usage.query.PeriodChoice;
import io.tokentally.ui.usage.query.PeriodPreset;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses days: by their name, or the first and the last by calendar or by typing them; of a few days, the hours, too. */
class PeriodControls extends Div {

    private static final String DAY = "yyyy-MM-dd";

    private static final List<LocalTime> HOURS =
            IntStream.range(0, 24).mapToObj(hour -> LocalTime.of(hour, 0)).toList();

    private final Select<Optional<PeriodPreset>> preset = new Select<>();
    private final DatePicker from = new DatePicker();
    private final Select<LocalTime> since = new Select<>();
    private final DatePicker to = new DatePicker();
    private final Select<LocalTime> until = new Select<>();
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
        prepare(since, "usage.period.since", "usage.period.since.start");
        prepare(until, "usage.period.until", "usage.period.until.end");
        add(preset, from, since, to, until);
    }

    void show(PeriodChoice choice, Period period) {
        Optional<PeriodPreset> shown = choice instanceof PeriodPreset named ? Optional.of(named) : Optional.empty();
        preset.setValue(shown);
        from.setI18n(calendar(period));
        to.setI18n(calendar(period));
        from.setValue(period.firstDay());
        to.setValue(period.lastDay());
        DayRange range = choice instanceof DayRange chosen ? chosen : null;
        boolean hasHours = range != null && (UsageQuery.isShort(period) || !period.isOfWholeDays());
        showTime(since, HOURS, range == null ? null : range.since(), hasHours);
        showTime(until, HOURS.subList(1, HOURS.size()), range == null ? null : range.until(), hasHours);
        showDays(shown.isEmpty());
    }

    /** A link may be of another time than the beginning of an hour. */
    private static void showTime(
            Select<LocalTime> field, List<LocalTime> hours, @Nullable LocalTime time, boolean wanted) {
        field.setItems(
                wanted
                        ? Stream.concat(hours.stream(), Stream.ofNullable(time))
                                .distinct()
                                .sorted()
                                .toList()
                        : List.of());
        field.setValue(time);
        field.setVisible(wanted);
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

    private void prepare(Select<LocalTime> time, String label, String all) {
        time.setAriaLabel(getTranslation(label));
        time.setEmptySelectionAllowed(true);
        time.setEmptySelectionCaption(getTranslation(all));
        time.setPlaceholder(getTranslation(all));
        time.setItemLabelGenerator(item -> item == null ? getTranslation(all) : item.toString());
        time.addClassName("tt-period-hour");
        time.setVisible(false);
        time.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                choose(to);
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
            DayRange range = rangeOf(first, last);
            from.setInvalid(false);
            to.setInvalid(false);
            onChange.accept(range);
        } catch (IllegalArgumentException e) {
            refuse(changed, whyNot(first, last));
        }
    }

    /** What was chosen of the hours of a few days is not meant of many. */
    private DayRange rangeOf(LocalDate first, LocalDate last) {
        DayRange days = new DayRange(first, last);
        return UsageQuery.isShort(new Period(first, last, ZoneOffset.UTC))
                ? new DayRange(first, last, since.getValue(), until.getValue())
                : days;
    }

    private static String whyNot(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            return "usage.period.backwards";
        }
        return first.equals(last) ? "usage.period.no-time" : "usage.period.too-long";
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
