package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.Period;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Which window is forecast: one that today is in. A parameter that is empty is as good as left out. */
record ForecastParameters(
        @Parameter(
                description = "The window's first day, such as 2026-10-01; the month's without it.",
                schema = @Schema(type = "string", format = "date"))
        @Refusal("from must be a date such as 2026-10-31, not %s.")
        @Nullable
        LocalDate from,

        @Parameter(
                description = "The window's last day, such as 2026-10-31, included; the month's without it.",
                schema = @Schema(type = "string", format = "date"))
        @Refusal("to must be a date such as 2026-10-31, not %s.")
        @Nullable
        LocalDate to) {

    private static final String REMEDY = "Give days that today lies between, or nothing for the month.";

    /** @throws InvalidParameterException if today is not in it */
    Period window(LocalDate today, ZoneId zone) {
        LocalDate first = from == null ? today.withDayOfMonth(1) : from;
        LocalDate last = to == null ? today.withDayOfMonth(today.lengthOfMonth()) : to;
        if (first.isAfter(today)) {
            throw new InvalidParameterException("from", "from must not lie after today. " + REMEDY);
        }
        if (last.isBefore(today)) {
            throw new InvalidParameterException("to", "to must not lie before today. " + REMEDY);
        }
        return InvalidParameterException.refusedBy("to", REMEDY, () -> new Period(first, last, zone));
    }
}
