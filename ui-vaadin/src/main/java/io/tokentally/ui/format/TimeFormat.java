package io.tokentally.ui.format;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes days and times in the viewer's time zone. */
public final class TimeFormat {

    private static final Locale LOCALE = Locale.ENGLISH;
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("MMM d, HH:mm:ss", LOCALE);
    private static final DateTimeFormatter FULL =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm:ss.SSS", LOCALE);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", LOCALE);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", LOCALE);
    private static final DateTimeFormatter FULL_DAY = DateTimeFormatter.ofPattern("EEE, d MMM yyyy", LOCALE);

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", LOCALE);
    private static final DateTimeFormatter MIDNIGHT = DateTimeFormatter.ofPattern("d MMM yyyy", LOCALE);

    private TimeFormat() {}

    /** For instance {@code 14 Apr 2025}, with the time where it is not midnight: {@code 14 Apr 2025, 02:00}. */
    public static String formatDate(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        return (local.toLocalTime().equals(LocalTime.MIDNIGHT) ? MIDNIGHT : MINUTE).format(local);
    }

    /** For instance {@code Oct 15, 14:00:00}. */
    public static String formatInstant(Instant instant, ZoneId zone) {
        return DATE_TIME.format(instant.atZone(zone));
    }

    /** For instance {@code Thursday, 15 October 2026, 14:00:00.250}. */
    public static String formatInstantInFull(Instant instant, ZoneId zone) {
        return FULL.format(instant.atZone(zone));
    }

    /** For instance {@code 14:00:00}. */
    public static String formatTime(Instant instant, ZoneId zone) {
        return TIME.format(instant.atZone(zone));
    }

    /** For instance {@code Oct 15}. */
    public static String formatDay(LocalDate day) {
        return DAY.format(day);
    }

    /** For instance {@code Thu, 15 Oct 2026}. */
    public static String formatDayInFull(LocalDate day) {
        return FULL_DAY.format(day);
    }
}
