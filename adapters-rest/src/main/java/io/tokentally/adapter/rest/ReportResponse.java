package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A report as JSON. Costs are decimals in strings, as in {@link SummaryResponse}; all else are numbers. */
@JsonPropertyOrder({"organization", "period", "asOf", "grain", "by", "measures", "currency", "total", "rows", "compared"
})
@Schema(
        name = "UsageReport",
        description = "What was used, by group and time. The rows add up to the total, to the last digit")
record ReportResponse(
        @Schema(example = "acme") String organization,
        PeriodResponse period,

        @Schema(description = "What was recorded until then is in it for certain; absent where it is of now")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant asOf,

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
        List<RowResponse> rows,

        @Schema(description = "The same of the earlier days that were asked for, of the same groups; absent without")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        ComparedResponse compared) {

    static ReportResponse of(Viewer viewer, Report report) {
        ReportQuery query = report.query();
        Report compared = report.compared();
        return new ReportResponse(
                viewer.organizationId().value(),
                PeriodResponse.of(query.period()),
                report.asOf(),
                ApiEnumNames.word(query.grain()),
                query.by().stream().map(DimensionWords::word).toList(),
                query.measures().stream().map(ApiEnumNames::word).toList(),
                report.total().totals().cost().currency().getCurrencyCode(),
                values(report.total(), query.measures()),
                rows(report),
                compared == null ? null : ComparedResponse.of(compared));
    }

    private static List<RowResponse> rows(Report report) {
        return report.rows().stream().map(row -> row(row, report.query())).toList();
    }

    private static RowResponse row(Report.Row row, ReportQuery query) {
        Map<String, String> group = new LinkedHashMap<>();
        List<Dimension> by = row.isOther() ? List.of() : query.by();
        for (int i = 0; i < by.size(); i++) {
            group.put(DimensionWords.word(by.get(i)), row.values().get(i));
        }
        return new RowResponse(
                query.grain() == Grain.TOTAL ? null : time(row.start(), query.period()),
                group,
                row.isOther(),
                values(row.figures(), query.measures()));
    }

    static String time(Instant instant, Period period) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(period.zone()).toOffsetDateTime());
    }

    private static Map<String, Object> values(Figures figures, List<Measure> measures) {
        Map<String, Object> values = new LinkedHashMap<>();
        measures.forEach(measure -> values.put(ApiEnumNames.word(measure), value(figures, measure)));
        return values;
    }

    private static Object value(Figures figures, Measure measure) {
        if (measure.isDistribution()) {
            return DistributionResponse.of(figures.distribution(measure), measure);
        }
        if (measure == Measure.UNITS) {
            return UnitResponse.of(figures.units());
        }
        BigDecimal sum = measure.of(figures);
        return measure.isCost() ? sum.toPlainString() : sum.longValueExact();
    }

    /** Earlier days, to compare with. */
    @JsonPropertyOrder({"period", "until", "total", "rows"})
    @Schema(name = "UsageReportCompared")
    record ComparedResponse(
            PeriodResponse period,

            @Schema(
                    description =
                            "Where the days are cut short, because the period that they are compared with is still running; absent else",
                    format = "date-time",
                    example = "2026-10-08T14:15:00+02:00")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String until,

            @Schema(description = "Of all rows", example = "{\"cost\": \"0.002\", \"requests\": 1}")
            Map<String, Object> total,

            List<RowResponse> rows) {

        static ComparedResponse of(Report report) {
            ReportQuery query = report.query();
            Instant until = query.until();
            return new ComparedResponse(
                    PeriodResponse.of(query.period()),
                    until == null ? null : time(until, query.period()),
                    values(report.total(), query.measures()),
                    ReportResponse.rows(report));
        }
    }

    /** Percentiles of what each call has one value of. */
    @JsonPropertyOrder({"count", "p50", "p90", "p95", "p99"})
    @Schema(
            name = "UsageDistribution",
            description =
                    "What so many of a hundred calls do not exceed, wrong by less than 2 %: times in milliseconds, the output "
                            + "rate in tokens per second, the cost in US dollars; null where no call has a value")
    record DistributionResponse(
            @Schema(description = "Calls that have a value", example = "1200")
            long count,

            @Schema(example = "840") @Nullable BigDecimal p50,
            @Schema(example = "1900") @Nullable BigDecimal p90,
            @Schema(example = "2600") @Nullable BigDecimal p95,
            @Schema(example = "5100") @Nullable BigDecimal p99) {

        private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

        static DistributionResponse of(Distribution distribution, Measure measure) {
            return new DistributionResponse(
                    distribution.count(),
                    percentile(distribution, 50, measure),
                    percentile(distribution, 90, measure),
                    percentile(distribution, 95, measure),
                    percentile(distribution, 99, measure));
        }

        /** With no more digits than are true. */
        private static @Nullable BigDecimal percentile(Distribution distribution, int percent, Measure measure) {
            return distribution
                    .percentile(percent)
                    .map(value ->
                            value.movePointLeft(decimals(measure)).round(DIGITS).stripTrailingZeros())
                    .map(value -> value.scale() < 0 ? value.setScale(0) : value)
                    .orElse(null);
        }

        /** How many of a value's digits are behind the point of the unit that it is told in. */
        private static int decimals(Measure measure) {
            return switch (measure) {
                case OUTPUT_RATE -> 3;
                case COST_PER_CALL -> 7;
                default -> 0;
            };
        }
    }

    /** How much of one unit was used. */
    @JsonPropertyOrder({"quantity", "cost", "listCost"})
    @Schema(name = "UsageUnit")
    record UnitResponse(
            @Schema(example = "120000") long quantity,

            @Schema(description = "What was paid for it; 0 for what had no price", example = "0.012")
            String cost,

            @Schema(
                    description = "What it would have cost without the organization's own rates and discounts",
                    example = "0.015")
            String listCost) {

        static Map<String, UnitResponse> of(Map<UsageUnit, UnitSum> units) {
            Map<String, UnitResponse> responses = new LinkedHashMap<>();
            new TreeMap<>(units)
                    .forEach((unit, sum) -> responses.put(
                            ApiEnumNames.word(unit),
                            new UnitResponse(
                                    sum.quantity(),
                                    sum.cost().amount().toPlainString(),
                                    sum.listCost().amount().toPlainString())));
            return responses;
        }
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

            @Schema(
                    description =
                            "By measure; of response_time, time_to_first_token, output_rate and cost_per_call a UsageDistribution, of units a UsageUnit by unit",
                    example = "{\"cost\": \"0.002\", \"requests\": 1}")
            Map<String, Object> values) {}
}
