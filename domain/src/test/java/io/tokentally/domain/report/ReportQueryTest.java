package io.tokentally.domain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportQueryTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Sunday, 25 October 2026, when clocks go back, and the Monday after. */
    private static final Period SUNDAY_AND_MONDAY =
            new Period(LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 26), BERLIN);

    @Test
    void aDayOnWhichClocksGoBackHas25Hours() {
        List<Instant> starts = Grain.HOUR.starts(SUNDAY_AND_MONDAY);

        assertThat(starts).hasSize(25 + 24).startsWith(Instant.parse("2026-10-24T22:00:00Z"));
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i)).isEqualTo(starts.get(i - 1).plusSeconds(3_600));
        }
    }

    @Test
    void hoursAreThoseOfTheZone() {
        assertThat(Grain.HOUR
                        .starts(new Period(
                                LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 1), ZoneId.of("Asia/Kathmandu")))
                        .get(1))
                .isEqualTo(Instant.parse("2026-09-30T19:15:00Z"));
        // Half an hour forward at two o'clock: that day has a short hour.
        assertThat(Grain.HOUR.starts(new Period(
                        LocalDate.of(2026, 10, 4), LocalDate.of(2026, 10, 4), ZoneId.of("Australia/Lord_Howe"))))
                .hasSize(24);
        // And back again: an hour of 90 minutes.
        assertThat(Grain.HOUR.starts(new Period(
                        LocalDate.of(2026, 4, 5), LocalDate.of(2026, 4, 5), ZoneId.of("Australia/Lord_Howe"))))
                .hasSize(24)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void weeksBeginOnThePeriodsFirstDayOfTheWeek() {
        Period inAutumn = new Period(LocalDate.of(2026, 10, 21), LocalDate.of(2026, 11, 3), BERLIN);

        assertThat(firstDays(inAutumn)).containsExactly("2026-10-21", "2026-10-26", "2026-11-02");
        assertThat(firstDays(inAutumn.withWeeksFrom(DayOfWeek.SUNDAY)))
                .containsExactly("2026-10-21", "2026-10-25", "2026-11-01");
        assertThat(firstDays(inAutumn.withWeeksFrom(DayOfWeek.SATURDAY)))
                .containsExactly("2026-10-21", "2026-10-24", "2026-10-31");
        assertThat(firstDays(Comparison.PREVIOUS_PERIOD.before(inAutumn.withWeeksFrom(DayOfWeek.SUNDAY))))
                .containsExactly("2026-10-07", "2026-10-11", "2026-10-18");
    }

    private static List<String> firstDays(Period period) {
        return Grain.WEEK.starts(period).stream()
                .map(start -> start.atZone(period.zone()).toLocalDate().toString())
                .toList();
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheFirst() {
        assertThat(Grain.WEEK.starts(SUNDAY_AND_MONDAY))
                .containsExactly(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z"));
        assertThat(Grain.MONTH.starts(new Period(LocalDate.of(2026, 10, 31), LocalDate.of(2026, 12, 1), BERLIN)))
                .containsExactly(
                        Instant.parse("2026-10-30T23:00:00Z"),
                        Instant.parse("2026-10-31T23:00:00Z"),
                        Instant.parse("2026-11-30T23:00:00Z"));
        assertThat(Grain.DAY.starts(SUNDAY_AND_MONDAY)).hasSize(2);
        assertThat(Grain.TOTAL.starts(SUNDAY_AND_MONDAY)).hasSize(1);
    }

    @Test
    void whatIsTooMuchIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(
                        SUNDAY_AND_MONDAY, Grain.DAY, List.of(Attribute.USER, Attribute.MODEL, Attribute.ENDPOINT), 10))
                .withMessageContaining("at most 2 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(SUNDAY_AND_MONDAY, Grain.DAY, List.of(Attribute.USER, Attribute.USER), 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(SUNDAY_AND_MONDAY, Grain.DAY, List.of(), 0))
                .withMessageContaining("1 to 1000 groups");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(
                        new Period(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), BERLIN),
                        Grain.HOUR,
                        List.of(),
                        10))
                .withMessageContaining("a coarser grain");
    }

    private static ReportQuery query(Period period, Grain grain, List<Dimension> by, int top) {
        return new ReportQuery(UsageScope.OWN, period, grain, by, Map.of(), List.of(Measure.COST), top);
    }
}
