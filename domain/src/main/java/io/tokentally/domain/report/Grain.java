package io.tokentally.domain.report;

import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** How a report is cut over time. */
public enum Grain {
    /** Not at all. */
    TOTAL,
    /** By the hours of the period's time zone: a day on which clocks change has 23 or 25. */
    HOUR,
    DAY,
    /** From the period's first day of the week on; the first and the last may be cut by the period. */
    WEEK,
    MONTH;

    /** The instants at which its parts begin, in order, the first of them the period's own. */
    public List<Instant> starts(Period period) {
        if (this == TOTAL) {
            return List.of(period.from());
        }
        List<Instant> starts = new ArrayList<>();
        Instant start = period.from();
        while (start.isBefore(period.until())) {
            starts.add(start);
            start = after(start, period);
        }
        return starts;
    }

    private Instant after(Instant start, Period period) {
        ZonedDateTime local = start.atZone(period.zone());
        LocalDate day = local.toLocalDate();
        return switch (this) {
            case TOTAL -> period.until();
            case HOUR -> nextHour(local);
            case DAY -> startOf(day.plusDays(1), period);
            case WEEK -> startOf(day.with(TemporalAdjusters.next(period.firstDayOfWeek())), period);
            case MONTH -> startOf(day.with(TemporalAdjusters.firstDayOfNextMonth()), period);
        };
    }

    /** On the zone's own clock: where that is put back by half an hour, an hour has 90 minutes. */
    private static Instant nextHour(ZonedDateTime start) {
        Instant next = start.toInstant();
        for (int hours = 1; !next.isAfter(start.toInstant()); hours++) {
            next = start.plusHours(hours).truncatedTo(ChronoUnit.HOURS).toInstant();
        }
        return next;
    }

    private static Instant startOf(LocalDate day, Period period) {
        return day.atStartOfDay(period.zone()).toInstant();
    }
}
