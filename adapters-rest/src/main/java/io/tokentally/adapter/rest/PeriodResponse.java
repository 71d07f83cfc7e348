package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.Period;

/** The days that an answer is about. */
@JsonPropertyOrder({"from", "to", "days", "zone"})
@Schema(name = "Period", description = "The days that the figures are of")
record PeriodResponse(
        @Schema(description = "The first day", format = "date", example = "2026-10-01")
        String from,

        @Schema(description = "The last day, included", format = "date", example = "2026-10-30")
        String to,

        @Schema(example = "30") int days,

        @Schema(description = "The time zone in which days begin and end", example = "Europe/Berlin")
        String zone) {

    static PeriodResponse of(Period period) {
        String zone = period.zone().getId();
        return new PeriodResponse(
                period.firstDay().toString(),
                period.lastDay().toString(),
                period.days(),
                zone.equals("Z") ? "UTC" : zone);
    }
}
