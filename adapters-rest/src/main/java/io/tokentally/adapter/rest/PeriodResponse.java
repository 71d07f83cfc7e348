package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The days that an answer is about. */
@JsonPropertyOrder({"from", "since", "to", "until", "days", "zone"})
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

        @Schema(description = "When on the last day it ends; absent for its end", example = "2026-10-30T14:30:00+02:00")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String until,

        @Schema(example = "30") int days,

        @Schema(description = "The time zone in which days begin and end", example = "Europe/Berlin")
        String zone) {

    static PeriodResponse of(Period period) {
        String zone = period.zone().getId();
        return new PeriodResponse(
                period.firstDay().toString(),
                time(period.since(), period),
                period.lastDay().toString(),
                time(period.end(), period),
                period.days(),
                zone.equals("Z") ? "UTC" : zone);
    }

    private static @Nullable String time(@Nullable Instant instant, Period period) {
        return instant == null
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        instant.atZone(period.zone()).toOffsetDateTime());
    }
}
