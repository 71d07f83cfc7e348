package io.tokentally.domain.summary;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range of days in somebody's time zone: whole ones, the last hours, or from a time of the first to one of the last.
 *
 * @param firstDay the first day in the range
 * @param lastDay the last day in the range
 * @param firstDayOfWeek on which weeks begin, where the range is cut by weeks
 * @param since when on the first day it begins, on a quarter-hour; nothing for its beginning
 * @param end when on the last day it ends, on a quarter-hour; nothing for its end
 */
public record Period(
        LocalDate firstDay,
        LocalDate lastDay,
        ZoneId zone,
        DayOfWeek firstDayOfWeek,
        @Nullable Instant since,
        @Nullable Instant end) {

    /** The most hours that are told without being days. */
    public static final int MAX_HOURS = 24;

    /** The most days that a period may have: ten years. */
    public static final int MAX_DAYS = 3_660;

    /** On which weeks begin as ISO 8601 counts. */
    public static final DayOfWeek FIRST_DAY_OF_ISO_WEEK = DayOfWeek.MONDAY;

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2200, 1, 1);

    public Period {
        if (lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException(
                    "The period ends on %s, before it starts on %s".formatted(lastDay, firstDay));
        }
        if (firstDay.isBefore(EARLIEST) || lastDay.isAfter(LATEST)) {
            throw new IllegalArgumentException("A period must lie between %s and %s".formatted(EARLIEST, LATEST));
        }
        requireDays(ChronoUnit.DAYS.between(firstDay, lastDay) + 1);
        requireWholeBuckets(zone, startOf(firstDay, zone));
        requireWholeBuckets(zone, startOf(lastDay.plusDays(1), zone));
        if (since != null) {
            requireOn(firstDay, zone, since);
        }
        if (end != null) {
            requireEnd(lastDay, zone, end);
            Instant begin = since == null ? startOf(firstDay, zone) : since;
            if (!begin.isBefore(end)) {
                throw new IllegalArgumentException(
                        "The period ends at %s, before it starts at %s".formatted(end, begin));
            }
        }
    }

    /** The last hours, until the end of the last day. */
    public Period(
            LocalDate firstDay, LocalDate lastDay, ZoneId zone, DayOfWeek firstDayOfWeek, @Nullable Instant since) {
        this(firstDay, lastDay, zone, firstDayOfWeek, since, null);
    }

    /** Whole days. */
    public Period(LocalDate firstDay, LocalDate lastDay, ZoneId zone, DayOfWeek firstDayOfWeek) {
        this(firstDay, lastDay, zone, firstDayOfWeek, null, null);
    }

    /** With the weeks of ISO 8601. */
    public Period(LocalDate firstDay, LocalDate lastDay, ZoneId zone) {
        this(firstDay, lastDay, zone, FIRST_DAY_OF_ISO_WEEK);
    }

    /**
     * The last days, today included.
     *
     * @throws IllegalArgumentException if {@code days} is not between 1 and {@value #MAX_DAYS}
     */
    public static Period lastDays(int days, Instant now, ZoneId zone) {
        requireDays(days);
        LocalDate today = LocalDate.ofInstant(now, zone);
        return new Period(today.minusDays(days - 1L), today, zone);
    }

    /**
     * The last hours, from the beginning of one, today with them.
     *
     * @throws IllegalArgumentException if {@code hours} is not between 1 and {@value #MAX_HOURS}
     */
    public static Period lastHours(int hours, Instant now, ZoneId zone) {
        if (hours < 1 || hours > MAX_HOURS) {
            throw new IllegalArgumentException(
                    "A period must have between 1 and %d hours, not %d".formatted(MAX_HOURS, hours));
        }
        ZonedDateTime start = now.atZone(zone).minusHours(hours).truncatedTo(ChronoUnit.HOURS);
        return new Period(
                start.toLocalDate(), LocalDate.ofInstant(now, zone), zone, FIRST_DAY_OF_ISO_WEEK, start.toInstant());
    }

    /** The same days, where weeks begin on that day. */
    public Period withWeeksFrom(DayOfWeek day) {
        return new Period(firstDay, lastDay, zone, day, since, end);
    }

    /** The first instant in the period. */
    public Instant from() {
        return since == null ? startOf(firstDay, zone) : since;
    }

    /** The first instant after the period. */
    public Instant until() {
        return end == null ? startOf(lastDay.plusDays(1), zone) : end;
    }

    /** Whether it neither begins nor ends within a day. */
    public boolean isOfWholeDays() {
        return since == null && end == null;
    }

    public int days() {
        return (int) ChronoUnit.DAYS.between(firstDay, lastDay) + 1;
    }

    /**
     * How many days before it the time is that it is compared with: as many as it has, and one of the last hours; of other times the
     * least after which they have passed.
     */
    public int daysBack() {
        if (end == null) {
            return since == null ? days() : 1;
        }
        ZonedDateTime start = from().atZone(zone);
        int passed = (int) ChronoUnit.DAYS.between(start, end.atZone(zone));
        return start.plusDays(passed).toInstant().isBefore(end) ? passed + 1 : passed;
    }

    public List<LocalDate> eachDay() {
        return firstDay.datesUntil(lastDay.plusDays(1)).toList();
    }

    /**
     * What this period is compared with: as many days, just before. Where this period is still running, the days
     * before it end at the same time of day, so that a morning is compared with a morning.
     */
    public TimeRange before(Instant now) {
        Instant from = since == null
                ? startOf(firstDay.minusDays(daysBack()), zone)
                : since.atZone(zone).minusDays(daysBack()).toInstant();
        if (!now.isBefore(until()) || now.isBefore(from())) {
            return new TimeRange(
                    from,
                    end == null
                            ? from()
                            : end.atZone(zone).minusDays(daysBack()).toInstant());
        }
        Instant sameTime =
                TimeRange.endOfBucket(now.atZone(zone).minusDays(daysBack()).toInstant());
        // Later than this period's start only where the calendar left out the day: the same time is then today's.
        return new TimeRange(from, sameTime.isAfter(from()) ? from() : sameTime);
    }

    public TimeRange range() {
        return new TimeRange(from(), until());
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static void requireOn(LocalDate day, ZoneId zone, Instant since) {
        if (!TimeRange.isOnBucket(since) || !LocalDate.ofInstant(since, zone).equals(day)) {
            throw new IllegalArgumentException("A period of %s does not begin at %s".formatted(day, since));
        }
    }

    /** The end of a day is one of its times, too. */
    private static void requireEnd(LocalDate day, ZoneId zone, Instant end) {
        if (!TimeRange.isOnBucket(end)
                || !LocalDate.ofInstant(end.minusNanos(1), zone).equals(day)) {
            throw new IllegalArgumentException("A period until %s does not end at %s".formatted(day, end));
        }
    }

    private static void requireWholeBuckets(ZoneId zone, Instant midnight) {
        if (!TimeRange.isOnBucket(midnight)) {
            throw new IllegalArgumentException(
                    "The days of time zone %s do not start on a quarter-hour of UTC".formatted(zone));
        }
    }

    private static void requireDays(long days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "A period must have between 1 and %d days, not %d".formatted(MAX_DAYS, days));
        }
    }
}
