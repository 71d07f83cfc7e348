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
        assertThat(month.forecast().range()).isNotNull();
        assertThat(month.forecast().range().likely().amount()).isEqualByComparingTo("310");
        assertThat(month.forecast().error()).isNotNull();
        assertThat(month.forecast().error().months()).isEqualTo(6);
        assertThat(month.forecast().error().percent()).isZero();
    }

    @Test
    void fourWeeksAreNeededBeforeToday() {
        assertThat(month(TODAY, TODAY.minusDays(28), day -> 10).forecast().range())
                .isNotNull();
        assertThat(month(TODAY, TODAY.minusDays(27), day -> 10).forecast().range())
                .isNull();
        assertThat(month(TODAY, TODAY.plusDays(1), day -> 10).forecast().range())
                .isNull();
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
