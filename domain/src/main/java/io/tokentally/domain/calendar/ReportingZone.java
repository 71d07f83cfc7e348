package io.tokentally.domain.calendar;

import io.tokentally.domain.summary.Period;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * By whose clocks an organization's days begin.
 *
 * @param zone a region of the IANA's, whose days begin on quarter-hours of UTC
 * @param isConfirmed whether an owner said so; else it is what everybody begins with
 */
public record ReportingZone(ZoneId zone, boolean isConfirmed) {

    /** @throws IllegalArgumentException if there is no such region */
    public static ReportingZone confirmed(String name, LocalDate today) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException("There is no time zone " + name);
        }
        ZoneId zone = ZoneId.of(name);
        // Which refuses days that begin between two quarter-hours.
        return new ReportingZone(new Period(today, today, zone).zone(), true);
    }
}
