package io.tokentally.domain.calendar;

import io.tokentally.domain.summary.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * By whose clocks an organization's days begin, and on which of them its weeks do.
 *
 * @param zone a region of the IANA's, whose days begin on quarter-hours of UTC
 * @param isConfirmed whether an owner said so; else it is what everybody begins with
 */
public record ReportingCalendar(ZoneId zone, DayOfWeek firstDayOfWeek, boolean isConfirmed) {

    /** What everybody begins with. */
    public static final ReportingCalendar PRESET =
            new ReportingCalendar(ZoneId.of("UTC"), Period.FIRST_DAY_OF_ISO_WEEK, false);

    /** Its zone once an owner said so, and the other one until then. */
    public ZoneId zoneOr(ZoneId other) {
        return isConfirmed ? zone : other;
    }

    /** @throws IllegalArgumentException if there is no such region */
    public static ReportingCalendar confirmed(String name, DayOfWeek firstDayOfWeek, LocalDate today) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException("There is no time zone " + name);
        }
        ZoneId zone = ZoneId.of(name);
        // Which refuses days that begin between two quarter-hours.
        return new ReportingCalendar(new Period(today, today, zone).zone(), firstDayOfWeek, true);
    }
}
