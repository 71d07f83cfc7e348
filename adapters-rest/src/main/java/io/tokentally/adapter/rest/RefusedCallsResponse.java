package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.report.Grain;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many calls were refused, as JSON. */
@JsonPropertyOrder({"organization", "period", "grain", "by", "total", "rows"})
@Schema(
        name = "RefusedCalls",
        description =
                "Calls that were refused before they went to a provider, by group and time. They are in no other figure")
record RefusedCallsResponse(
        @Schema(description = "Absent for calls that are no organization's", example = "acme")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String organization,

        PeriodResponse period,
        @Schema(example = "day") String grain,
        @Schema(example = "[\"reason\"]") List<String> by,

        @Schema(description = "Of all rows", example = "12") long total,

        @Schema(
                description =
                        "By group, the greatest first and the others last, and within it by time; without those in which nothing was refused")
        List<RowResponse> rows) {

    /** @param organization absent for calls that are none's */
    static RefusedCallsResponse of(@Nullable String organization, RefusalReport report) {
        return new RefusedCallsResponse(
                organization,
                PeriodResponse.of(report.query().period()),
                ApiEnumNames.word(report.query().grain()),
                report.query().by().stream().map(ApiEnumNames::word).toList(),
                report.calls(),
                report.rows().stream().map(row -> row(row, report)).toList());
    }

    private static RowResponse row(RefusalReport.Row row, RefusalReport report) {
        Map<String, String> group = new LinkedHashMap<>();
        List<Dimension> by = row.isOther() ? List.of() : report.query().by();
        for (int i = 0; i < by.size(); i++) {
            group.put(ApiEnumNames.word(by.get(i)), row.values().get(i));
        }
        ZoneId zone = report.query().period().zone();
        return new RowResponse(
                report.query().grain() == Grain.TOTAL ? null : start(row.start(), zone),
                group,
                row.isOther(),
                row.calls());
    }

    private static String start(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(zone).toOffsetDateTime());
    }

    /** The refused calls of one group in one part of the time. */
    @JsonPropertyOrder({"start", "group", "other", "calls"})
    @Schema(name = "RefusedCallsRow")
    record RowResponse(
            @Schema(
                    description =
                            "When the part of the time begins, with the offset of its zone; absent where they are not cut over time",
                    format = "date-time",
                    example = "2026-10-15T00:00:00+02:00")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String start,

            @Schema(
                    description =
                            "By dimension, a key by its id, zeros for programs that need none; empty for the others",
                    example = "{\"reason\": \"calls_per_minute\"}")
            Map<String, String> group,

            @Schema(description = "Whether these are the groups beyond the top, together")
            boolean other,

            @Schema(example = "12") long calls) {}
}
