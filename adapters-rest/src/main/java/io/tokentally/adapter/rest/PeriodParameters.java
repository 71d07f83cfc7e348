package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.Period;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which days are asked for. A parameter that is empty is as good as left out. */
record PeriodParameters(
        @Parameter(
                description = "The last days, today included. Not together with from and to.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "3660", defaultValue = "30"))
        @Min(1)
        @Max(Period.MAX_DAYS)
        @Refusal("days must be a whole number from 1 to " + Period.MAX_DAYS + ", not %s. Leave it out for "
                + PeriodParameters.DEFAULT_DAYS + ".")
        @Nullable
        Integer days,

        @Parameter(
                description = "The last hours, from the beginning of one. Not together with days, from and to.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "24"))
        @Min(1)
        @Max(Period.MAX_HOURS)
        @Refusal("hours must be a whole number from 1 to " + Period.MAX_HOURS
                + ", not %s. Ask for days where it is more.")
        @Nullable
        Integer hours,

        @Parameter(
                description = "The first day, such as 2026-10-01, or where it begins within that day, such as"
                        + " 2026-10-01T14:30, on a quarter-hour; in the time zone asked for. Together with to.",
                schema = @Schema(type = "string"))
        @Refusal("from must be a date such as 2026-10-31, or a time such as 2026-10-31T14:30, not %s.")
        @Nullable
        DayOrTime from,

        @Parameter(
                description = "The last day, such as 2026-10-31, included, or where it ends within that day, such as"
                        + " 2026-10-31T14:30, on a quarter-hour. It may lie in the future.",
                schema = @Schema(type = "string"))
        @Refusal("to must be a date such as 2026-10-31, or a time such as 2026-10-31T14:30, not %s.")
        @Nullable
        DayOrTime to,

        @Parameter(
                description = "The time zone in which days begin and end, by its IANA name, such as Europe/Berlin; the"
                        + " organization's without it.",
                schema = @Schema(type = "string"))
        @Refusal("zone must be the IANA name of a time zone, such as Europe/Berlin, not %s. Leave it out for the"
                + " organization's.")
        @Nullable
        ZoneId zone) {

    private static final int DEFAULT_DAYS = 30;
    private static final String REMEDY = "Give days, hours, or from and to, or nothing for the last 30 days.";

    /** @param zoneId in which its days begin and end */
    Period period(Instant now, ZoneId zoneId) {
        if (hours != null) {
            int count = alone(hours);
            return InvalidParameterException.refusedBy("hours", REMEDY, () -> Period.lastHours(count, now, zoneId));
        }
        if (from == null && to == null) {
            int count = Objects.requireNonNullElse(days, DEFAULT_DAYS);
            return InvalidParameterException.refusedBy("days", REMEDY, () -> Period.lastDays(count, now, zoneId));
        }
        if (days != null) {
            throw new InvalidParameterException("days", "days cannot be combined with from and to. " + REMEDY);
        }
        DayOrTime first = both("from", from);
        DayOrTime last = both("to", to);
        return InvalidParameterException.refusedBy("from", REMEDY, () -> between(first, last, zoneId));
    }

    private static Period between(DayOrTime first, DayOrTime last, ZoneId zoneId) {
        LocalTime since = first.time();
        LocalTime until = last.time();
        if (since == null && until == null) {
            return new Period(first.day(), last.day(), zoneId);
        }
        return new Period(
                first.day(),
                last.day(),
                zoneId,
                Period.FIRST_DAY_OF_ISO_WEEK,
                since == null ? null : first.day().atTime(since).atZone(zoneId).toInstant(),
                until == null
                        ? last.day().plusDays(1).atStartOfDay(zoneId).toInstant()
                        : last.day().atTime(until).atZone(zoneId).toInstant());
    }

    private int alone(int count) {
        if (days != null || from != null || to != null) {
            throw new InvalidParameterException("hours", "hours cannot be combined with days, from and to. " + REMEDY);
        }
        return count;
    }

    private static DayOrTime both(String parameter, @Nullable DayOrTime day) {
        if (day == null) {
            throw new InvalidParameterException(
                    parameter, parameter + " is missing: from and to belong together. " + REMEDY);
        }
        return day;
    }
}
