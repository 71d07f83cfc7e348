package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as JSON. Costs are decimals in strings, as in {@link SummaryResponse}; all else are numbers. */
@JsonPropertyOrder({"organization", "period", "grain", "by", "measures", "currency", "total", "rows"})
@Schema(
        name = "UsageReport",
        description = "What was used, by group and time. The rows add up to the total, to the last digit")
record ReportResponse(
        @Schema(example = "acme") String organization,
        PeriodResponse period,
        @Schema(example = "day") String grain,
        @Schema(example = "[\"model\"]") List<String> by,
        @Schema(example = "[\"cost\", \"requests\"]") List<String> measures,

        @Schema(description = "Of all costs, by ISO 4217", example = "USD")
        String currency,

        @Schema(description = "Of all rows", example = "{\"cost\": \"0.002\", \"requests\": 1}")
        Map<String, Object> total,

        @Schema(
                description =
                        "By group, the greatest first and the others last, and within it by time; without those in which nothing was used")
        List<RowResponse> rows) {

    static ReportResponse of(Viewer viewer, Report report, List<Measure> measures) {
        return new ReportResponse(
                viewer.organizationId().value(),
                PeriodResponse.of(report.query().period()),
                ApiEnumNames.word(report.query().grain()),
                report.query().by().stream().map(ApiEnumNames::word).toList(),
                measures.stream().map(ApiEnumNames::word).toList(),
                report.total().cost().currency().getCurrencyCode(),
                figures(report.total(), measures),
                report.rows().stream().map(row -> row(row, report, measures)).toList());
    }

    private static RowResponse row(Report.Row row, Report report, List<Measure> measures) {
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
                figures(row.totals(), measures));
    }

    private static String start(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(zone).toOffsetDateTime());
    }

    private static Map<String, Object> figures(UsageTotals totals, List<Measure> measures) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (Measure measure : measures) {
            figures.put(
                    ApiEnumNames.word(measure),
                    measure == Measure.COST
                            ? measure.of(totals).toPlainString()
                            : measure.of(totals).longValueExact());
        }
        return figures;
    }

    /** What one group used in one part of the time. */
    @JsonPropertyOrder({"start", "group", "other", "values"})
    @Schema(name = "UsageReportRow")
    record RowResponse(
            @Schema(
                    description =
                            "When the part of the time begins, with the offset of its zone; absent where the report is not cut over time",
                    format = "date-time",
                    example = "2026-10-15T00:00:00+02:00")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String start,

            @Schema(description = "By dimension; empty for the others", example = "{\"model\": \"gpt-4.1-nano\"}")
            Map<String, String> group,

            @Schema(description = "Whether these are the groups beyond the top, together")
            boolean other,

            @Schema(description = "By measure", example = "{\"cost\": \"0.002\", \"requests\": 1}")
            Map<String, Object> values) {}
}
