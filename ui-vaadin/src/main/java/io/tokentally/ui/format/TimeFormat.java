package io.tokentally.ui.format;

import io.tokentally.ui.text.ReaderLocale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Writes days and times in the viewer's time zone. */
public final class TimeFormat {

    private TimeFormat() {}

    /** For instance {@code 14 Apr 2025}, with the time where it is not midnight: {@code 14 Apr 2025, 02:00}. */
    public static String formatDate(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? formatDate(local.toLocalDate())
                : formatMinute(instant, zone);
    }

    /** For instance {@code 14 Apr 2025}. */
    public static String formatDate(LocalDate day) {
        return ReaderLocale.dates("format.date").format(day);
    }

    /** For instance {@code 14 Apr 2025, 02:00}, at midnight, too. */
    public static String formatMinute(Instant instant, ZoneId zone) {
        return ReaderLocale.dates("format.date-minute").format(instant.atZone(zone));
    }

    /** For instance {@code 14:00}. */
    public static String formatTimeOfDay(Instant instant, ZoneId zone) {
        return ReaderLocale.dates("format.minute").format(instant.atZone(zone));
    }

    /** For instance {@code Oct 2026}. */
    public static String formatMonth(LocalDate day) {
        return ReaderLocale.dates("format.month-year").format(day);
    }

    /** For instance {@code October 2026}. */
    public static String formatMonthInFull(LocalDate day) {
        return ReaderLocale.dates("format.month-year-full").format(day);
    }

    /** For instance {@code Oct 15, 14:00:00}. */
    public static String formatInstant(Instant instant, ZoneId zone) {
        return ReaderLocale.dates("format.day-second").format(instant.atZone(zone));
    }

    /** For instance {@code Thursday, 15 October 2026, 14:00:00.250}. */
    public static String formatInstantInFull(Instant instant, ZoneId zone) {
        return ReaderLocale.dates("format.full").format(instant.atZone(zone));
    }

    /** For instance {@code 14:00:00}. */
    public static String formatTime(Instant instant, ZoneId zone) {
        return ReaderLocale.dates("format.second").format(instant.atZone(zone));
    }

    /** For instance {@code Oct 15}. */
    public static String formatDay(LocalDate day) {
        return ReaderLocale.dates("format.day").format(day);
    }

    /** For instance {@code Thu, 15 Oct 2026}. */
    public static String formatDayInFull(LocalDate day) {
        return ReaderLocale.dates("format.weekday-date").format(day);
    }
}
