package io.tokentally.ui.usage;

import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the month has cost so far, and what it will come to if the days that are left are like the same days of the weeks before: on
 * average of these weeks, and like the cheapest and the dearest of them. docs/dashboard.md has the formula.
 *
 * @param forecast nothing where there is no whole week to go by
 */
record MonthToDate(
        YearMonth month, UsageTotals soFar, @Nullable Forecast forecast) {

    /** So many weeks before today are gone by. */
    private static final int WEEKS = 4;

    private static final int DAYS_OF_WEEK = 7;

    /** @param likely on average, never less than the least and never more than the most */
    record Forecast(Money least, Money likely, Money most) {}

    /** What is asked for: the month up to today, and the weeks before. */
    static Period period(LocalDate today, Period shown) {
        LocalDate month = today.withDayOfMonth(1);
        LocalDate weeks = today.minusDays((long) WEEKS * DAYS_OF_WEEK);
        return new Period(month.isBefore(weeks) ? month : weeks, today, shown.zone(), shown.firstDayOfWeek());
    }

    /** @param byDay of {@link #period} */
    static MonthToDate of(Report byDay, LocalDate today) {
        Map<LocalDate, UsageTotals> days = new HashMap<>();
        byDay.rows()
                .forEach(row -> days.merge(
                        LocalDate.ofInstant(row.start(), byDay.query().period().zone()),
                        row.figures().totals(),
                        UsageTotals::plus));
        UsageTotals nothing = UsageTotals.none(Money.USD);
        UsageTotals soFar = days.entrySet().stream()
                .filter(day -> YearMonth.from(day.getKey()).equals(YearMonth.from(today)))
                .map(Map.Entry::getValue)
                .reduce(nothing, UsageTotals::plus);
        Map<LocalDate, BigDecimal> costs = new HashMap<>();
        days.forEach((day, totals) -> costs.put(day, totals.cost().amount()));
        return new MonthToDate(
                YearMonth.from(today),
                soFar,
                forecast(costs, today, soFar.cost().amount()));
    }

    private static @Nullable Forecast forecast(Map<LocalDate, BigDecimal> costs, LocalDate today, BigDecimal soFar) {
        LocalDate first = costs.keySet().stream().min(LocalDate::compareTo).orElse(today);
        List<BigDecimal> left = IntStream.rangeClosed(1, WEEKS)
                .filter(week -> !today.minusDays((long) week * DAYS_OF_WEEK).isBefore(first))
                .mapToObj(week -> left(costs, today, week))
                .toList();
        if (left.isEmpty()) {
            return null;
        }
        BigDecimal sum = left.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal average = sum.divide(BigDecimal.valueOf(left.size()), sum.scale() + 1, RoundingMode.HALF_EVEN);
        return new Forecast(
                money(soFar, left.stream().min(BigDecimal::compareTo).orElseThrow()),
                money(soFar, average),
                money(soFar, left.stream().max(BigDecimal::compareTo).orElseThrow()));
    }

    /** What is still to come of the month, if it goes on like that week before. */
    private static BigDecimal left(Map<LocalDate, BigDecimal> costs, LocalDate today, int week) {
        BigDecimal left = BigDecimal.ZERO;
        LocalDate end = today.with(TemporalAdjusters.lastDayOfMonth());
        for (LocalDate day = today; !day.isAfter(end); day = day.plusDays(1)) {
            long weeksOn = ChronoUnit.DAYS.between(today, day) / DAYS_OF_WEEK;
            BigDecimal then = costs.getOrDefault(day.minusDays((week + weeksOn) * DAYS_OF_WEEK), BigDecimal.ZERO);
            BigDecimal known = day.equals(today) ? costs.getOrDefault(today, BigDecimal.ZERO) : BigDecimal.ZERO;
            left = left.add(then.subtract(known).max(BigDecimal.ZERO));
        }
        return left;
    }

    private static Money money(BigDecimal soFar, BigDecimal left) {
        return Money.usd(soFar.add(left));
    }
}
