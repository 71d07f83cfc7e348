package io.tokentally.domain.report;

import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** The earlier days that a period is compared with. */
public enum Comparison {
    /** As many days, just before; the last hours with the same of the day before. */
    PREVIOUS_PERIOD,
    /** The same days of the month before; of whole months, whole ones. */
    MONTH_BEFORE,
    /** The same days of the year before. */
    YEAR_BEFORE;

    /** @throws IllegalArgumentException if there are no such days */
    public Period before(Period period) {
        LocalDate lastDay = period.lastDay();
        LocalDate earlierLast = earlier(lastDay, period);
        boolean endsMonth = lastDay.plusDays(1).getDayOfMonth() == 1;
        boolean isWhole = this != PREVIOUS_PERIOD
                && endsMonth
                && period.firstDay().getDayOfMonth() == 1
                && period.isOfWholeDays();
        Instant since = period.since();
        return new Period(
                earlier(period.firstDay(), period),
                isWhole ? earlierLast.with(TemporalAdjusters.lastDayOfMonth()) : earlierLast,
                period.zone(),
                period.firstDayOfWeek(),
                since == null
                        ? null
                        : earlier(since.atZone(period.zone()), period).toInstant(),
                end(period, earlierLast));
    }

    private @Nullable Instant end(Period period, LocalDate earlierLast) {
        Instant end = period.end();
        if (end == null) {
            return null;
        }
        ZonedDateTime endOfDay = period.lastDay().plusDays(1).atStartOfDay(period.zone());
        return endOfDay.toInstant().equals(end)
                ? earlierLast.plusDays(1).atStartOfDay(period.zone()).toInstant()
                : earlier(end.atZone(period.zone()), period).toInstant();
    }

    /** The same time on the day that a day of the period is compared with. */
    ZonedDateTime earlier(ZonedDateTime time, Period period) {
        return switch (this) {
            case PREVIOUS_PERIOD -> time.minusDays(period.daysBack());
            case MONTH_BEFORE -> time.minusMonths(1);
            case YEAR_BEFORE -> time.minusYears(1);
        };
    }

    private LocalDate earlier(LocalDate day, Period period) {
        return switch (this) {
            case PREVIOUS_PERIOD -> day.minusDays(period.daysBack());
            case MONTH_BEFORE -> day.minusMonths(1);
            case YEAR_BEFORE -> day.minusYears(1);
        };
    }
}
