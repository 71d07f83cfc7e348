package io.tokentally.ui.month;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.PrintedReport.Bar;
import io.tokentally.domain.report.PrintedReport.Bars;
import io.tokentally.domain.report.Report;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each day of a month cost, as bars. */
final class MonthDays {

    private final Report days;
    private final ShownUsage usage;
    private final Map<Instant, Money> costs = new HashMap<>();

    MonthDays(Report days, ShownUsage usage) {
        this.days = days;
        this.usage = usage;
        days.rows()
                .forEach(row -> costs.merge(row.start(), row.figures().totals().cost(), Money::plus));
    }

    Bars bars() {
        Map.Entry<Instant, Money> greatest = costs.entrySet().stream()
                .max(Map.Entry.<Instant, Money>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .filter(day -> !day.getValue().isZero())
                .orElse(null);
        Money most = greatest == null ? Money.zero(Money.USD) : greatest.getValue();
        List<Bar> bars = new ArrayList<>();
        days.query().starts().forEach(start -> bars.add(bar(start, most)));
        return new Bars(
                I18NProvider.translate("month.days"),
                greatest == null
                        ? I18NProvider.translate("month.days.nothing")
                        : told("month.days.description", greatest),
                greatest == null ? "" : told("month.days.greatest", greatest),
                bars);
    }

    private String told(String key, Map.Entry<Instant, Money> day) {
        return I18NProvider.translate(
                key,
                CostFormat.formatCost(day.getValue()),
                TimeFormat.formatDayInFull(LocalDate.ofInstant(day.getKey(), usage.zone())));
    }

    private Bar bar(Instant start, Money most) {
        Money cost = costs.getOrDefault(start, Money.zero(Money.USD));
        return new Bar(
                Integer.toString(LocalDate.ofInstant(start, usage.zone()).getDayOfMonth()),
                start.isAfter(usage.now()) ? I18NProvider.translate("usage.nothing") : CostFormat.formatCost(cost),
                most.isZero() ? BigDecimal.ZERO : cost.amount().divide(most.amount(), MathContext.DECIMAL32));
    }
}
