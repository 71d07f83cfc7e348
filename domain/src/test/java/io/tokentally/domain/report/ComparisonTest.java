package io.tokentally.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "PREVIOUS_PERIOD, 2026-10-01, 2026-10-07, 2026-09-24, 2026-09-30",
        "PREVIOUS_PERIOD, 2026-03-01, 2026-03-31, 2026-01-29, 2026-02-28",
        "MONTH_BEFORE,    2026-10-03, 2026-10-07, 2026-09-03, 2026-09-07",
        "MONTH_BEFORE,    2026-03-01, 2026-03-31, 2026-02-01, 2026-02-28",
        "MONTH_BEFORE,    2026-09-01, 2026-09-30, 2026-08-01, 2026-08-31",
        "MONTH_BEFORE,    2026-03-30, 2026-03-31, 2026-02-28, 2026-02-28",
        "YEAR_BEFORE,     2024-02-29, 2024-03-02, 2023-02-28, 2023-03-02",
        "YEAR_BEFORE,     2025-02-01, 2025-02-28, 2024-02-01, 2024-02-29",
        "YEAR_BEFORE,     2026-11-02, 2026-11-08, 2025-11-02, 2025-11-08",
    })
    void wholeMonthsAreComparedWithWholeOnesAndDaysWithTheSame(
            Comparison comparison, LocalDate first, LocalDate last, LocalDate earlierFirst, LocalDate earlierLast) {
        assertThat(comparison.before(new Period(first, last, BERLIN)))
                .isEqualTo(new Period(earlierFirst, earlierLast, BERLIN));
    }

    /** Clocks went back in between: noon is compared with noon. */
    @ParameterizedTest
    @CsvSource({
        "PREVIOUS_PERIOD, 2026-10-11T10:15:00Z",
        "MONTH_BEFORE,    2026-09-28T10:15:00Z",
        "YEAR_BEFORE,     2025-10-28T11:15:00Z",
    })
    void aPeriodThatIsStillRunningIsComparedWithTheSameTimeOfDay(Comparison comparison, Instant until) {
        Instant noon = Instant.parse("2026-10-28T11:07:00Z");
        Period running = new Period(LocalDate.of(2026, 10, 15), LocalDate.of(2026, 10, 31), BERLIN);

        assertThat(query(running, comparison).before(comparison, noon).range().until())
                .isEqualTo(until);
    }

    @ParameterizedTest
    @CsvSource({
        "PREVIOUS_PERIOD, 2026-10-26T11:00:00Z, 2026-10-27T11:15:00Z",
        "MONTH_BEFORE,    2026-09-27T10:00:00Z, 2026-09-28T10:15:00Z",
        "YEAR_BEFORE,     2025-10-27T11:00:00Z, 2025-10-28T11:15:00Z",
    })
    void theLastHoursAreComparedWithTheSameHours(Comparison comparison, Instant from, Instant until) {
        Instant noon = Instant.parse("2026-10-28T11:07:00Z");

        assertThat(query(Period.lastHours(24, noon, BERLIN), comparison)
                        .before(comparison, noon)
                        .range())
                .isEqualTo(new TimeRange(from, until));
    }

    @Test
    void aPeriodThatIsOverIsComparedWithWholeDays() {
        Period over = new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2), BERLIN);

        ReportQuery earlier = query(over, Comparison.PREVIOUS_PERIOD)
                .before(Comparison.PREVIOUS_PERIOD, Instant.parse("2026-10-28T11:07:00Z"));

        assertThat(earlier.range()).isEqualTo(earlier.period().range());
        assertThat(earlier.comparison()).isNull();
    }

    @Test
    void daysBeforeAllTimeAreRefused() {
        Period first = new Period(LocalDate.of(2000, 1, 1), LocalDate.of(2000, 1, 2), BERLIN);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(first, Comparison.YEAR_BEFORE))
                .withMessageContaining("A period must lie between");
    }

    /** Clocks went back in between; the month before has fewer days. */
    @ParameterizedTest
    @CsvSource({
        "PREVIOUS_PERIOD, 2026-10-26T09:00:00Z, 2026-10-26T13:30:00Z, 2026-10-25T09:00:00Z, 2026-10-25T13:30:00Z",
        "MONTH_BEFORE,    2026-10-26T09:00:00Z, 2026-10-26T13:30:00Z, 2026-09-26T08:00:00Z, 2026-09-26T12:30:00Z",
        "YEAR_BEFORE,     2026-10-26T09:00:00Z, 2026-10-26T13:30:00Z, 2025-10-26T09:00:00Z, 2025-10-26T13:30:00Z",
        "MONTH_BEFORE,    2026-03-01T09:00:00Z, 2026-03-30T22:00:00Z, 2026-02-01T09:00:00Z, 2026-02-28T23:00:00Z",
    })
    void timesOfDaysAreComparedWithTheSameTimes(
            Comparison comparison, Instant since, Instant end, Instant earlierSince, Instant earlierEnd) {
        Period period = new Period(
                LocalDate.ofInstant(since, BERLIN),
                LocalDate.ofInstant(end.minusNanos(1), BERLIN),
                BERLIN,
                Period.FIRST_DAY_OF_ISO_WEEK,
                since,
                end);

        assertThat(comparison.before(period).range()).isEqualTo(new TimeRange(earlierSince, earlierEnd));
    }

    private static ReportQuery query(Period period, Comparison comparison) {
        return new ReportQuery(
                UsageScope.OWN, period, Grain.DAY, List.of(), Map.of(), List.of(Measure.COST), 10, comparison, null);
    }
}
