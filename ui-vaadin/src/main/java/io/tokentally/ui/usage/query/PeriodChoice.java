package io.tokentally.ui.usage.query;

import io.tokentally.domain.summary.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;

/** Which days are looked at: those of a name, which move on, or those that somebody chose. */
public sealed interface PeriodChoice permits PeriodPreset, DayRange {

    /** @param firstDayOfWeek on which weeks begin */
    Period period(Instant now, ZoneId zone, DayOfWeek firstDayOfWeek);
}
