package io.tokentally.ui.budget;

import static com.vaadin.flow.i18n.I18NProvider.translate;

import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetStanding;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.CountFormat;
import io.tokentally.ui.format.TimeFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What budgets say, in words. */
public record BudgetText(Map<String, String> people, Map<String, String> keys, ReportingCalendar days) {

    /** For instance {@code $50.00}, {@code 2,000,000 tokens}. */
    public static String amount(BudgetMeasure measure, BigDecimal amount) {
        return measure == BudgetMeasure.COST
                ? CostFormat.formatCost(Money.usd(amount))
                : translate(
                        "budgets.amount." + measure, amount.longValue(), CountFormat.formatCount(amount.longValue()));
    }

    /** For instance {@code $50.00 each month, each user's own}. */
    String limit(BudgetTerms terms) {
        String limit = translate("budgets.limit", amount(terms.measure(), terms.amount()), window(terms.window()));
        return terms.isEachOnesOwn() ? translate("budgets.limit.each", limit, each(terms)) : limit;
    }

    private static String each(BudgetTerms terms) {
        return terms.forEachTag() == null
                ? translate("budgets.each." + terms.forEach())
                : translate("budgets.each.tag", VisibleText.of(terms.forEachTag()));
    }

    String window(BudgetWindow window) {
        return switch (window) {
            case BudgetWindow.Calendar calendar -> translate("budgets.window.each." + calendar.unit());
            case BudgetWindow.Once once ->
                translate(
                        "budgets.window.once",
                        TimeFormat.formatDate(once.from(), days.zone()),
                        TimeFormat.formatDate(once.until(), days.zone()));
            case BudgetWindow.Rolling rolling ->
                translate("budgets.window.rolling", rolling.length().toHours());
        };
    }

    /** Which calls it is for. */
    public String selector(BudgetSelector selector) {
        List<String> parts = new ArrayList<>();
        part(parts, BudgetDimension.USER, selector.user());
        part(parts, BudgetDimension.KEY, selector.key());
        part(parts, BudgetDimension.ENDPOINT, selector.endpoint());
        part(parts, BudgetDimension.OPERATION, selector.operation());
        part(parts, BudgetDimension.PROVIDER, selector.provider());
        part(parts, BudgetDimension.MODEL, selector.model());
        if (selector.tag() != null) {
            parts.add(translate(
                    "budgets.selected",
                    VisibleText.of(selector.tag().name()),
                    VisibleText.of(selector.tag().value())));
        }
        return parts.isEmpty() ? translate("budgets.selected.all") : String.join(" · ", parts);
    }

    private void part(List<String> parts, BudgetDimension dimension, @Nullable Object value) {
        if (value != null) {
            parts.add(translate(
                    "budgets.selected", translate("budgets.field." + dimension), named(dimension, value.toString())));
        }
    }

    /** A user and a key by their names, where the viewer may know them. */
    public String named(BudgetDimension dimension, String value) {
        return switch (dimension) {
            case USER -> people.getOrDefault(value, VisibleText.of(value));
            case KEY -> keys.getOrDefault(value, VisibleText.of(value));
            case ENDPOINT, OPERATION, PROVIDER, MODEL -> VisibleText.of(value);
        };
    }

    /** Whose amount it is. */
    String subject(BudgetTerms terms, BudgetSubject subject) {
        if (!terms.isEachOnesOwn()) {
            return translate("budgets.subject.all");
        }
        String value = subject.value();
        if (value.isEmpty()) {
            return translate("budgets.subject.none");
        }
        return terms.forEach() == null ? VisibleText.of(value) : named(terms.forEach(), value);
    }

    String resets(BudgetTerms terms, Instant now) {
        return BudgetStanding.resetsAt(terms, now, days)
                .map(end -> translate("budgets.resets", TimeFormat.formatMinute(end, days.zone())))
                .orElseGet(() -> translate(
                        terms.window() instanceof BudgetWindow.Rolling
                                ? "budgets.resets.rolling"
                                : "budgets.resets.over"));
    }

    /** What a window is called that began then. */
    String windowFrom(BudgetTerms terms, Instant from) {
        LocalDate day = LocalDate.ofInstant(from, days.zone());
        if (terms.window() instanceof BudgetWindow.Calendar calendar) {
            return switch (calendar.unit()) {
                case HOUR -> TimeFormat.formatMinute(from, days.zone());
                case DAY, WEEK -> TimeFormat.formatDate(day);
                case MONTH, QUARTER -> TimeFormat.formatMonth(day);
                case YEAR -> Integer.toString(day.getYear());
            };
        }
        return TimeFormat.formatDate(from, days.zone());
    }

    static String thresholds(BudgetTerms terms) {
        return terms.thresholds().stream()
                .map(threshold -> threshold(terms.measure(), threshold))
                .collect(Collectors.joining(" · "));
    }

    private static String threshold(BudgetMeasure measure, BudgetThreshold threshold) {
        return threshold.isPercentage() ? threshold.toString() : amount(measure, threshold.value());
    }

    String person(String id) {
        return people.getOrDefault(id, VisibleText.of(id));
    }
}
