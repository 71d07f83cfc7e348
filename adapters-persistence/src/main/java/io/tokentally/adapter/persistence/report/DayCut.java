package io.tokentally.adapter.persistence.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a range whole days of the organization answer. What is left of it at both ends, quarter-hours do.
 *
 * @param firstDay of the whole days
 * @param endDay the day after the last of them
 */
record DayCut(LocalDate firstDay, LocalDate endDay, ZoneId zone) {

    /** Nothing where the parts of the range begin within days, or it has no whole day. */
    static @Nullable DayCut of(SumsQuestion question, ZoneId zone) {
        LocalDate firstDay = dayFrom(question.range().from(), zone);
        LocalDate endDay = LocalDate.ofInstant(question.range().until(), zone);
        List<Instant> starts = question.starts();
        boolean cutsDays = starts.subList(1, starts.size()).stream().anyMatch(start -> !beginsDay(start, zone));
        return cutsDays || !firstDay.isBefore(endDay) ? null : new DayCut(firstDay, endDay, zone);
    }

    Instant from() {
        return startOf(firstDay, zone);
    }

    Instant until() {
        return startOf(endDay, zone);
    }

    /** The days on which parts begin, the first of which may have begun before the whole days. */
    List<LocalDate> starts(List<Instant> starts) {
        return starts.stream().map(start -> LocalDate.ofInstant(start, zone)).toList();
    }

    /** The first day that begins at the instant or behind it. */
    private static LocalDate dayFrom(Instant instant, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return startOf(day, zone).isBefore(instant) ? day.plusDays(1) : day;
    }

    private static boolean beginsDay(Instant instant, ZoneId zone) {
        return startOf(LocalDate.ofInstant(instant, zone), zone).equals(instant);
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
