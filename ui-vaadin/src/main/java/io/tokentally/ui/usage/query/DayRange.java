package io.tokentally.ui.usage.query;

import io.tokentally.domain.summary.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Days that somebody chose, both of them included. They may lie in the future. */
public record DayRange(LocalDate from, LocalDate to) implements PeriodChoice {

    /** @throws IllegalArgumentException if they are in the wrong order, too many, or of another century */
    public DayRange {
        // Which refuses them.
        from = new Period(from, to, ZoneOffset.UTC).firstDay();
    }

    @Override
    public Period period(Instant now, ZoneId zone, DayOfWeek firstDayOfWeek) {
        return new Period(from, to, zone, firstDayOfWeek);
    }
}
