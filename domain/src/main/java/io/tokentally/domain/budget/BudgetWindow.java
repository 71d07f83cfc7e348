package io.tokentally.domain.budget;

import io.tokentally.domain.calendar.ReportingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The time that a budget's amount is for. Which one an instant belongs to follows from that instant and the organization's
 * calendar alone: nothing is ever reset.
 */
public sealed interface BudgetWindow {

    /** The window that an instant is in. For {@link Once} it is always the same one, whether the instant is in it or not. */
    Span at(Instant instant, ReportingCalendar calendar);

    /** From an instant until just before another. */
    record Span(Instant from, Instant until) {

        public boolean contains(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }
    }

    /** Hours, days and so on by the clocks of the organization. */
    record Calendar(Unit unit) implements BudgetWindow {

        /** How long a window is. */
        public enum Unit {
            HOUR,
            DAY,
            WEEK,
            MONTH,
            QUARTER,
            YEAR
        }

        @Override
        public Span at(Instant instant, ReportingCalendar calendar) {
            ZonedDateTime local = instant.atZone(calendar.zone());
            if (unit == Unit.HOUR) {
                Instant from = local.truncatedTo(ChronoUnit.HOURS).toInstant();
                return new Span(from, from.plus(Duration.ofHours(1)));
            }
            LocalDate first = first(local.toLocalDate(), calendar);
            return new Span(
                    first.atStartOfDay(calendar.zone()).toInstant(),
                    after(first).atStartOfDay(calendar.zone()).toInstant());
        }

        private LocalDate first(LocalDate day, ReportingCalendar calendar) {
            return switch (unit) {
                case HOUR, DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(calendar.firstDayOfWeek()));
                case MONTH -> day.withDayOfMonth(1);
                case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % 3);
                case YEAR -> day.withDayOfYear(1);
            };
        }

        private LocalDate after(LocalDate first) {
            return switch (unit) {
                case HOUR, DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
                case QUARTER -> first.plusMonths(3);
                case YEAR -> first.plusYears(1);
            };
        }
    }

    /** Once, between two instants, each at a whole quarter-hour. */
    record Once(Instant from, Instant until) implements BudgetWindow {

        private static final long QUARTER_HOUR = 900;

        public Once {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException(
                        "A budget ends after it begins: it cannot begin at %s and end at %s".formatted(from, until));
            }
            requireQuarterHour(from);
            requireQuarterHour(until);
        }

        private static void requireQuarterHour(Instant end) {
            if (end.getNano() != 0 || end.getEpochSecond() % QUARTER_HOUR != 0) {
                throw new IllegalArgumentException("A budget begins and ends at a whole quarter-hour, not at " + end);
            }
        }

        @Override
        public Span at(Instant instant, ReportingCalendar calendar) {
            return new Span(from, until);
        }
    }

    /** The last hours or days at any time, which move on minute by minute. */
    record Rolling(Duration length) implements BudgetWindow {

        public static final Duration SHORTEST = Duration.ofHours(1);
        public static final Duration LONGEST = Duration.ofDays(31);

        public Rolling {
            if (length.compareTo(SHORTEST) < 0
                    || length.compareTo(LONGEST) > 0
                    || length.toMinutesPart() != 0
                    || length.toSecondsPart() != 0
                    || length.toNanosPart() != 0) {
                throw new IllegalArgumentException("A budget of the last hours is for 1 to %d whole hours, not for %s"
                        .formatted(LONGEST.toHours(), length));
            }
        }

        /** Until the end of the running minute, from as long before. */
        @Override
        public Span at(Instant instant, ReportingCalendar calendar) {
            Instant until = instant.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
            return new Span(until.minus(length), until);
        }
    }
}
