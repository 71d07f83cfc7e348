package io.tokentally.domain.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class PeriodTest {

    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-10-15T20:00:00Z");

    @Test
    void todayIsTodayWhereTheViewerIs() {
        assertThat(Period.lastDays(1, NOW, ZoneOffset.UTC).lastDay()).isEqualTo(LocalDate.of(2026, 10, 15));
        assertThat(Period.lastDays(1, NOW, KATHMANDU).lastDay()).isEqualTo(LocalDate.of(2026, 10, 16));
    }

    @Test
    void daysStartAtTheViewersMidnight() {
        Period week = Period.lastDays(7, NOW, KATHMANDU);

        assertThat(week.from()).isEqualTo(Instant.parse("2026-10-09T18:15:00Z"));
        assertThat(week.until()).isEqualTo(Instant.parse("2026-10-16T18:15:00Z"));
        assertThat(week.days()).isEqualTo(7);
        assertThat(week.eachDay())
                .hasSize(7)
                .startsWith(LocalDate.of(2026, 10, 10))
                .endsWith(LocalDate.of(2026, 10, 16));
        assertThat(week.range()).isEqualTo(new TimeRange(week.from(), week.until()));
    }

    /** Clocks go forward in between. */
    @Test
    void theLastHoursBeginWithAWholeOne() {
        Instant now = Instant.parse("2026-03-29T10:20:00Z");

        Period hours = Period.lastHours(24, now, BERLIN);

        assertThat(hours.from()).isEqualTo(Instant.parse("2026-03-28T10:00:00Z"));
        assertThat(hours.until()).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
        assertThat(hours.withWeeksFrom(DayOfWeek.SUNDAY).from()).isEqualTo(hours.from());
        assertThat(hours.before(now))
                .isEqualTo(new TimeRange(Instant.parse("2026-03-27T10:00:00Z"), Instant.parse("2026-03-28T10:00:00Z")));
        assertThat(Period.lastHours(24, Instant.parse("2026-03-30T22:00:00Z"), BERLIN)
                        .days())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-14T23:45:00Z", "2026-10-16T00:00:00Z", "2026-10-15T00:01:00Z"})
    void hoursBeginOnTheFirstDay(Instant since) {
        LocalDate day = LocalDate.of(2026, 10, 15);

        assertThatThrownBy(() -> new Period(day, day, ZoneOffset.UTC, DayOfWeek.MONDAY, since))
                .hasMessageContaining("does not begin at");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-15T10:00:00Z, 2026-10-15T14:15:00Z, 2026-10-14T10:00:00Z, 2026-10-14T14:15:00Z",
        "2026-10-15T10:00:00Z, 2026-10-16T10:00:00Z, 2026-10-14T10:00:00Z, 2026-10-15T10:00:00Z",
        "2026-10-15T10:00:00Z, 2026-10-16T10:15:00Z, 2026-10-13T10:00:00Z, 2026-10-14T10:15:00Z",
        "2026-10-01T00:00:00Z, 2026-10-30T14:15:00Z, 2026-09-01T00:00:00Z, 2026-09-30T14:15:00Z",
    })
    void timesOfDaysAreComparedWithTheSameOnesOfTheLastDaysBeforeThem(
            Instant since, Instant until, Instant earlierSince, Instant earlierUntil) {
        Period period = new Period(
                LocalDate.ofInstant(since, ZoneOffset.UTC),
                LocalDate.ofInstant(until, ZoneOffset.UTC),
                ZoneOffset.UTC,
                DayOfWeek.MONDAY,
                since,
                until);

        assertThat(period.range()).isEqualTo(new TimeRange(since, until));
        assertThat(period.isOfWholeDays()).isFalse();
        assertThat(period.withWeeksFrom(DayOfWeek.SUNDAY).range()).isEqualTo(period.range());
        assertThat(period.before(until)).isEqualTo(new TimeRange(earlierSince, earlierUntil));
    }

    @Test
    void aDayMayEndWithItself() {
        LocalDate day = LocalDate.of(2026, 10, 15);
        Instant midnight = Instant.parse("2026-10-15T22:00:00Z");

        assertThat(new Period(day, day, BERLIN, DayOfWeek.MONDAY, null, midnight).until())
                .isEqualTo(new Period(day, day, BERLIN).until());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-15T00:00:00Z, does not end at",
        "2026-10-16T00:15:00Z, does not end at",
        "2026-10-15T14:01:00Z, does not end at",
        "2026-10-15T10:00:00Z, before it starts at",
        "2026-10-15T09:45:00Z, before it starts at",
    })
    void hoursEndOnTheLastDayAfterTheyBegan(Instant end, String said) {
        LocalDate day = LocalDate.of(2026, 10, 15);

        assertThatThrownBy(() -> new Period(
                        day, day, ZoneOffset.UTC, DayOfWeek.MONDAY, Instant.parse("2026-10-15T10:00:00Z"), end))
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 25, Integer.MAX_VALUE})
    void moreThanADayIsToldInDays(int hours) {
        assertThatThrownBy(() -> Period.lastHours(hours, NOW, BERLIN)).hasMessageContaining("between 1 and 24 hours");
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-10-26, 24"})
    void daysThatTheClockChangesAreShorterOrLonger(LocalDate day, long hours) {
        Period period = new Period(day, day, BERLIN);

        assertThat(Duration.between(period.from(), period.until())).hasHours(hours);
        assertThat(period.days()).isEqualTo(1);
    }

    @Test
    void aDayWithoutMidnightStartsWhenItStarts() {
        LocalDate day = LocalDate.of(2024, 4, 26);

        assertThat(new Period(day, day, ZoneId.of("Africa/Cairo")).from())
                .isEqualTo(Instant.parse("2024-04-25T22:00:00Z"));
    }

    @Test
    void aMorningIsComparedWithAMorning() {
        Instant morning = Instant.parse("2026-10-15T08:20:00Z");
        Period week = Period.lastDays(7, morning, ZoneOffset.UTC);

        assertThat(week.before(morning))
                .isEqualTo(new TimeRange(Instant.parse("2026-10-02T00:00:00Z"), Instant.parse("2026-10-08T08:30:00Z")));
    }

    @Test
    void theSameTimeOfDayCountsAcrossAChangeOfTheClock() {
        Instant morning = Instant.parse("2026-10-26T07:00:00Z");
        Period today = Period.lastDays(1, morning, BERLIN);

        // Eight o'clock is 07:00Z today; the day before it was so, too, after 25 hours.
        assertThat(today.before(morning))
                .isEqualTo(new TimeRange(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T07:00:00Z")));
    }

    @Test
    void aDayThatTheCalendarLeftOutIsNotComparedWithTheNext() {
        Instant morning = Instant.parse("2011-12-30T20:00:00Z");
        Period today = Period.lastDays(1, morning, ZoneId.of("Pacific/Apia"));

        assertThat(today.firstDay()).isEqualTo(LocalDate.of(2011, 12, 31));
        assertThat(today.before(morning)).isEqualTo(new TimeRange(today.from(), today.from()));
    }

    @Test
    void aPeriodThatIsOverIsComparedWithAllOfTheOneBefore() {
        Period days = new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 10), ZoneOffset.UTC);

        assertThat(days.before(NOW))
                .isEqualTo(new TimeRange(Instant.parse("2026-09-21T00:00:00Z"), Instant.parse("2026-10-01T00:00:00Z")));
    }

    @RepeatedTest(1_000)
    void whatComesBeforeEndsBeforeThePeriodAndNotLaterInTheDay(@Given long seed) {
        Random random = new Random(seed);
        ZoneId zone = anyZone(random);
        Instant now = anyInstant(random);
        Period period = Period.lastDays(random.nextInt(1, 100), now, zone);

        TimeRange before = period.before(now);

        assertThat(before.until()).as("%s at %s", period, now).isBeforeOrEqualTo(period.from());
        assertThat(before.from()).isBeforeOrEqualTo(before.until());
        assertThat(Duration.between(before.from(), before.until()))
                .isLessThanOrEqualTo(Duration.between(period.from(), now).plusHours(25));
    }

    @RepeatedTest(1_000)
    void daysMeetWithoutGapOrOverlap(@Given long seed) {
        Random random = new Random(seed);
        ZoneId zone = anyZone(random);
        Period period = Period.lastDays(random.nextInt(1, 30), anyInstant(random), zone);

        List<TimeRange> days = period.eachDay().stream()
                .map(day -> new Period(day, day, zone).range())
                .toList();

        assertThat(days).hasSize(period.days());
        assertThat(days.getFirst().from()).isEqualTo(period.from());
        assertThat(days.getLast().until()).isEqualTo(period.until());
        for (int i = 1; i < days.size(); i++) {
            assertThat(days.get(i).from()).isEqualTo(days.get(i - 1).until());
        }
    }

    @Test
    void everyTimeZoneOfThisCenturyIsGoodForEveryMonth() {
        for (String id : ZoneId.getAvailableZoneIds()) {
            for (LocalDate day = LocalDate.of(2000, 1, 1); day.getYear() < 2038; day = day.plusDays(13)) {
                Period period = new Period(day, day, ZoneId.of(id));
                assertThat(period.from()).isBeforeOrEqualTo(period.until());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+05:37", "UTC-00:01", "+01:00:30"})
    void zonesOffTheQuarterHourAreRefused(String zone) {
        assertThatThrownBy(() -> Period.lastDays(7, NOW, ZoneId.of(zone)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The days of time zone %s do not start on a quarter-hour of UTC", zone);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3_661, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void daysOutOfBoundsAreRefused(int days) {
        assertThatThrownBy(() -> Period.lastDays(days, NOW, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A period must have between 1 and 3660 days, not " + days);
    }

    @Test
    void nonsensicalRangesAreRefused() {
        LocalDate day = LocalDate.of(2026, 10, 15);

        assertThatThrownBy(() -> new Period(day, day.minusDays(1), ZoneOffset.UTC))
                .hasMessage("The period ends on 2026-10-14, before it starts on 2026-10-15");
        assertThatThrownBy(() -> new Period(LocalDate.of(1999, 12, 31), LocalDate.of(2000, 1, 1), ZoneOffset.UTC))
                .hasMessage("A period must lie between 2000-01-01 and 2200-01-01");
        assertThatThrownBy(() -> new Period(day, LocalDate.MAX, ZoneOffset.UTC))
                .hasMessage("A period must lie between 2000-01-01 and 2200-01-01");
        assertThatThrownBy(() -> new Period(day, day.plusDays(3_660), ZoneOffset.UTC))
                .hasMessage("A period must have between 1 and 3660 days, not 3661");
    }

    private static ZoneId anyZone(Random random) {
        List<String> ids = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        return ZoneId.of(ids.get(random.nextInt(ids.size())));
    }

    private static Instant anyInstant(Random random) {
        return Instant.ofEpochSecond(
                random.nextLong(
                        Instant.parse("2001-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2038-01-01T00:00:00Z").getEpochSecond()),
                random.nextInt(1_000_000_000));
    }
}
