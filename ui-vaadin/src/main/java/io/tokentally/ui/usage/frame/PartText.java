package io.tokentally.ui.usage.frame;

import io.tokentally.domain.report.Grain;
import io.tokentally.ui.format.TimeFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Writes which part of the time a figure is of. */
public final class PartText {

    private PartText() {}

    /** For an axis: {@code 14:00}, {@code Oct 15}, {@code Oct 2026}. */
    static String inShort(Instant start, Grain grain, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(start, zone);
        return switch (grain) {
            case HOUR -> TimeFormat.formatTimeOfDay(start, zone);
            case DAY, WEEK, TOTAL -> TimeFormat.formatDay(day);
            case MONTH -> TimeFormat.formatMonth(day);
        };
    }

    /** By itself: {@code 15 Oct 2026, 14:00}, {@code Thu, 15 Oct 2026}; of a week the day on which it begins. */
    public static String inFull(Instant start, Grain grain, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(start, zone);
        return switch (grain) {
            case HOUR -> TimeFormat.formatDayInFull(day) + ", " + TimeFormat.formatTimeOfDay(start, zone);
            case DAY, WEEK, TOTAL -> TimeFormat.formatDayInFull(day);
            case MONTH -> TimeFormat.formatMonth(day);
        };
    }
}
