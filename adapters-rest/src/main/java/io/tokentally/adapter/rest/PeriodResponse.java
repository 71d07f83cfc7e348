package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The days that an answer is about. */
@JsonPropertyOrder({"from", "since", "to", "days", "zone"})
@Schema(name = "Period", description = "The days that the figures are of")
record PeriodResponse(
        @Schema(description = "The first day", format = "date", example = "2026-10-01")
        String from,

        @Schema(
                description = "When on the first day it begins; absent for its beginning",
                example = "2026-10-01T12:00:00+02:00")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String since,

        @Schema(description = "The last day, included", format = "date", example = "2026-10-30")
        String to,

        @Schema(example = "30") int days,

        @Schema(description = "The time zone in which days begin and end", example = "Europe/Berlin")
        String zone) {

    static PeriodResponse of(Period period) {
        String zone = period.zone().getId();
        return new PeriodResponse(
                period.firstDay().toString(),
                since(period),
                period.lastDay().toString(),
                period.days(),
                zone.equals("Z") ? "UTC" : zone);
    }

    private static @Nullable String since(Period period) {
        Instant since = period.since();
        return since == null
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        since.atZone(period.zone()).toOffsetDateTime());
    }
}
