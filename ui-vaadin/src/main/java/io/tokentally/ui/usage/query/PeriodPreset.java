package io.tokentally.ui.usage.query;

import io.tokentally.domain.summary.Period;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** Days that have a name. What is still running ends with today. */
public enum PeriodPreset implements PeriodChoice {
    TODAY,
    YESTERDAY,
    /** From the beginning of an hour. */
    LAST_24_HOURS,
    LAST_7_DAYS,
    LAST_30_DAYS,
    LAST_90_DAYS,
    THIS_WEEK,
    THIS_MONTH,
    LAST_MONTH,
    THIS_YEAR;

    private static final int WEEK = 7;
    private static final int MONTH = 30;
    private static final int QUARTER = 90;

    @Override
    public Period period(Instant now, ZoneId zone, DayOfWeek firstDayOfWeek) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Period period = switch (this) {
            case TODAY -> Period.lastDays(1, now, zone);
            case YESTERDAY -> new Period(today.minusDays(1), today.minusDays(1), zone);
            case LAST_24_HOURS -> Period.lastHours(Period.MAX_HOURS, now, zone);
            case LAST_7_DAYS -> Period.lastDays(WEEK, now, zone);
            case LAST_30_DAYS -> Period.lastDays(MONTH, now, zone);
            case LAST_90_DAYS -> Period.lastDays(QUARTER, now, zone);
            case THIS_WEEK -> new Period(today.with(TemporalAdjusters.previousOrSame(firstDayOfWeek)), today, zone);
            case THIS_MONTH -> new Period(today.withDayOfMonth(1), today, zone);
            case LAST_MONTH -> {
                LocalDate lastMonth = today.minusMonths(1);
                yield new Period(lastMonth.withDayOfMonth(1), lastMonth.with(TemporalAdjusters.lastDayOfMonth()), zone);
            }
            case THIS_YEAR -> new Period(today.withDayOfYear(1), today, zone);
        };
        return period.withWeeksFrom(firstDayOfWeek);
    }
}
