package io.tokentally.ui.usage.frame;

import io.tokentally.domain.report.Grain;
import io.tokentally.ui.format.TimeFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes which part of the time a figure is of. */
public final class PartText {

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

    private PartText() {}

    /** For an axis: {@code 14:00}, {@code Oct 15}, {@code Oct 2026}. */
    static String inShort(Instant start, Grain grain, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(start, zone);
        return switch (grain) {
            case HOUR -> HOUR.format(start.atZone(zone));
            case DAY, WEEK, TOTAL -> TimeFormat.formatDay(day);
            case MONTH -> MONTH.format(day);
        };
    }

    /** By itself: {@code 15 Oct 2026, 14:00}, {@code Thu, 15 Oct 2026}; of a week the day on which it begins. */
    public static String inFull(Instant start, Grain grain, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(start, zone);
        return switch (grain) {
            case HOUR -> TimeFormat.formatDayInFull(day) + ", " + HOUR.format(start.atZone(zone));
            case DAY, WEEK, TOTAL -> TimeFormat.formatDayInFull(day);
            case MONTH -> MONTH.format(day);
        };
    }
}
