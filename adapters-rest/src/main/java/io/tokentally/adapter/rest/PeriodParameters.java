package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Which days are asked for. A parameter that is empty is as good as left out. */
record PeriodParameters(
        @Parameter(
                description = "The last days, today included. Not together with from and to.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "3660", defaultValue = "30"))
        @Nullable
        String days,

        @Parameter(
                description = "The first day, such as 2026-10-01, in the time zone asked for. Together with to.",
                schema = @Schema(type = "string", format = "date"))
        @Nullable
        String from,

        @Parameter(
                description = "The last day, such as 2026-10-31, included. It may lie in the future.",
                schema = @Schema(type = "string", format = "date"))
        @Nullable
        String to,

        @Parameter(
                description = "The time zone in which days begin and end, by its IANA name, such as Europe/Berlin.",
                schema = @Schema(type = "string", defaultValue = "UTC"))
        @Nullable
        String zone) {

    private static final int DEFAULT_DAYS = 30;
    private static final String REMEDY = "Give days, or from and to, or neither for the last 30 days.";

    Period period(Instant now) {
        ZoneId zoneId = zoneId();
        String firstDay = Parameters.given(from);
        String lastDay = Parameters.given(to);
        if (firstDay == null && lastDay == null) {
            int count = Parameters.integer("days", days, DEFAULT_DAYS, 1, Period.MAX_DAYS);
            return InvalidParameterException.refusedBy("days", REMEDY, () -> Period.lastDays(count, now, zoneId));
        }
        if (Parameters.given(days) != null) {
            throw new InvalidParameterException("days", "days cannot be combined with from and to. " + REMEDY);
        }
        LocalDate first = date("from", firstDay);
        LocalDate last = date("to", lastDay);
        return InvalidParameterException.refusedBy("from", REMEDY, () -> new Period(first, last, zoneId));
    }

    private ZoneId zoneId() {
        String name = Parameters.given(zone);
        if (name == null) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new InvalidParameterException(
                    "zone",
                    "zone must be the IANA name of a time zone, such as Europe/Berlin, not %s. Leave it out for UTC."
                            .formatted(quote(name)));
        }
        return ZoneId.of(name);
    }

    private static LocalDate date(String parameter, @Nullable String value) {
        if (value == null) {
            throw new InvalidParameterException(
                    parameter, parameter + " is missing: from and to belong together. " + REMEDY);
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw new InvalidParameterException(
                    parameter, "%s must be a date such as 2026-10-31, not %s.".formatted(parameter, quote(value)));
        }
    }
}
