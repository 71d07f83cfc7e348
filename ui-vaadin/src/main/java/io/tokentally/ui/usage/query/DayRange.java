package io.tokentally.ui.usage.query;

import io.tokentally.domain.summary.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Days that somebody chose, both of them included, or a part of them. They may lie in the future.
 *
 * @param since when on the first day it begins, on a quarter-hour; nothing for its beginning
 * @param until when on the last day it ends, on a quarter-hour; nothing for its end
 */
public record DayRange(
        LocalDate from,
        LocalDate to,
        @Nullable LocalTime since,
        @Nullable LocalTime until) implements PeriodChoice {

    /** @throws IllegalArgumentException if they are in the wrong order, too many, of another century or at other times */
    public DayRange {
        // Which refuses them.
        from = periodOf(from, to, since, until, ZoneOffset.UTC, Period.FIRST_DAY_OF_ISO_WEEK)
                .firstDay();
        since = LocalTime.MIDNIGHT.equals(since) ? null : since;
    }

    /** Whole days. */
    public DayRange(LocalDate from, LocalDate to) {
        this(from, to, null, null);
    }

    /** The same time as it is called by the clocks of a zone. */
    public static DayRange between(Instant from, Instant until, ZoneId zone) {
        LocalDate last = LocalDate.ofInstant(until.minusNanos(1), zone);
        boolean isWhole = until.equals(last.plusDays(1).atStartOfDay(zone).toInstant());
        LocalDate first = LocalDate.ofInstant(from, zone);
        boolean isFromStart = from.equals(first.atStartOfDay(zone).toInstant());
        return new DayRange(
                first,
                last,
                isFromStart ? null : LocalTime.ofInstant(from, zone),
                isWhole ? null : LocalTime.ofInstant(until, zone));
    }

    @Override
    public Period period(Instant now, ZoneId zone, DayOfWeek firstDayOfWeek) {
        return periodOf(from, to, since, until, zone, firstDayOfWeek);
    }

    private static Period periodOf(
            LocalDate from,
            LocalDate to,
            @Nullable LocalTime since,
            @Nullable LocalTime until,
            ZoneId zone,
            DayOfWeek firstDayOfWeek) {
        if (since == null && until == null) {
            return new Period(from, to, zone, firstDayOfWeek);
        }
        return new Period(
                from,
                to,
                zone,
                firstDayOfWeek,
                since == null ? null : from.atTime(since).atZone(zone).toInstant(),
                until == null
                        ? to.plusDays(1).atStartOfDay(zone).toInstant()
                        : to.atTime(until).atZone(zone).toInstant());
    }
}
