package io.tokentally.ui.usage;

import io.tokentally.domain.forecast.CostForecaster;
import io.tokentally.domain.forecast.UsageForecast;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the month has cost so far, and what it will come to: docs/forecast.md says how that is told. */
record MonthToDate(YearMonth month, UsageTotals soFar, UsageForecast forecast) {

    /** What is asked for: the month up to today, and the days that the forecast goes by. */
    static Period period(LocalDate today, Period shown) {
        return new Period(CostForecaster.firstDay(today), today, shown.zone(), shown.firstDayOfWeek());
    }

    /** @param byDay of {@link #period} */
    static MonthToDate of(Report byDay, LocalDate today) {
        YearMonth month = YearMonth.from(today);
        UsageTotals soFar = UsageTotals.none(Money.USD);
        SortedMap<LocalDate, BigDecimal> costs = new TreeMap<>();
        for (Report.Row row : byDay.rows()) {
            LocalDate day =
                    LocalDate.ofInstant(row.start(), byDay.query().period().zone());
            UsageTotals totals = row.figures().totals();
            costs.merge(day, totals.cost().amount(), BigDecimal::add);
            if (YearMonth.from(day).equals(month)) {
                soFar = soFar.plus(totals);
            }
        }
        return new MonthToDate(
                month, soFar, CostForecaster.forecast(costs, today, month.atDay(1), month.atEndOfMonth()));
    }
}
