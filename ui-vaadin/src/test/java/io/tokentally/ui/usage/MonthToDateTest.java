package io.tokentally.ui.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class MonthToDateTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Thursday, with 16 more days to come of October. */
    private static final LocalDate TODAY = LocalDate.of(2026, 10, 15);

    @Test
    void daysThatAreAlikeComeToTheSameEachDay() {
        MonthToDate month = month(TODAY, LocalDate.MIN, day -> day.equals(TODAY) ? 4 : 10);

        assertThat(month.soFar().cost()).isEqualTo(Money.usd("144"));
        // What is left of today, and 16 days.
        assertThat(month.forecast()).isNotNull();
        assertThat(month.forecast().least().amount()).isEqualByComparingTo("310");
        assertThat(month.forecast().likely().amount()).isEqualByComparingTo("310");
        assertThat(month.forecast().most().amount()).isEqualByComparingTo("310");
    }

    /** From Thursday the 15th to Saturday the 31st are 12 weekdays and 5 days of weekends. */
    @Test
    void weekendsAreLikeWeekends() {
        MonthToDate month = month(
                TODAY,
                LocalDate.MIN,
                day -> day.equals(TODAY) || day.getDayOfWeek().getValue() > 5 ? 0 : 10);

        assertThat(month.forecast()).isNotNull();
        assertThat(month.forecast().likely().minus(month.soFar().cost()).amount())
                .isEqualByComparingTo("120");
    }

    @Test
    void theRangeIsThatOfTheCheapestAndTheDearestWeek() {
        MonthToDate month = month(
                TODAY,
                LocalDate.MIN,
                day -> day.isBefore(TODAY.minusDays(21))
                        ? 1
                        : day.isBefore(TODAY.minusDays(7)) ? 2 : day.isBefore(TODAY) ? 3 : 0);

        assertThat(month.forecast()).isNotNull();
        assertThat(month.forecast().least().minus(month.soFar().cost()).amount())
                .isEqualByComparingTo("17");
        assertThat(month.forecast().likely().minus(month.soFar().cost()).amount())
                .isEqualByComparingTo("34");
        assertThat(month.forecast().most().minus(month.soFar().cost()).amount()).isEqualByComparingTo("51");
    }

    @Test
    void weeksFromBeforeTheFirstCallAreNotCounted() {
        assertThat(month(TODAY, TODAY.minusDays(7), day -> 10).forecast())
                .isNotNull()
                .satisfies(forecast -> assertThat(forecast.least()).isEqualTo(forecast.most()));
        assertThat(month(TODAY, TODAY.minusDays(6), day -> 10).forecast()).isNull();
        assertThat(month(TODAY, TODAY.plusDays(1), day -> 10).forecast()).isNull();
    }

    @Test
    void onTheLastDayTheRestOfItIsLeft() {
        LocalDate last = LocalDate.of(2026, 10, 31);

        assertThat(month(last, LocalDate.MIN, day -> day.equals(last) ? 25 : 10).forecast())
                .isNotNull()
                .satisfies(forecast -> assertThat(forecast.most().amount()).isEqualByComparingTo("325"));
    }

    private static MonthToDate month(LocalDate today, LocalDate firstCall, ToLongFunction<LocalDate> cost) {
        Period days = MonthToDate.period(today, new Period(today, today, BERLIN));
        List<Report.Row> rows = days.eachDay().stream()
                .filter(day -> !day.isBefore(firstCall))
                .map(day -> new Report.Row(
                        day.atStartOfDay(BERLIN).toInstant(),
                        List.of(),
                        false,
                        new Figures(
                                new UsageTotals(1, 0, 0, 0, 1, 1, Money.usd(Long.toString(cost.applyAsLong(day)))),
                                Money.zero(Money.USD),
                                Map.of(),
                                Map.of())))
                .toList();
        return MonthToDate.of(
                Report.of(
                        new ReportQuery(UsageScope.OWN, days, Grain.DAY, List.of(), Map.of(), List.of(Measure.COST), 1),
                        rows),
                today);
    }
}
