package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.CellChange;
import io.tokentally.domain.change.CellUsage;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ExplainedPart;
import io.tokentally.domain.change.PeriodUsage;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What made the cost another, as JSON. Costs are decimals in strings, as in {@link ReportResponse}. */
@JsonPropertyOrder({"organization", "asOf", "currency", "from", "to", "difference", "parts"})
@Schema(
        name = "UsageChange",
        description =
                "What made the cost of a period another than that of earlier days. The parts add up to the difference")
record ChangeResponse(
        @Schema(example = "acme") String organization,

        @Schema(description = "What was recorded until then is in it for certain; absent where it is of now")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant asOf,

        @Schema(description = "Of all costs, by ISO 4217", example = "USD")
        String currency,

        @Schema(description = "The earlier days") UsageOfPeriod from,

        @Schema(description = "The days whose cost is explained")
        UsageOfPeriod to,

        @Schema(description = "By how much the cost is higher; negative where it is lower", example = "1.25")
        String difference,

        @Schema(description = "One of each cause") List<PartResponse> parts) {

    static ChangeResponse of(Viewer viewer, CostChange change, int mostCells) {
        return new ChangeResponse(
                viewer.organizationId().value(),
                change.asOf(),
                change.difference().currency().getCurrencyCode(),
                UsageOfPeriod.of(change.from()),
                UsageOfPeriod.of(change.to()),
                text(change.difference()),
                change.parts().stream()
                        .map(part -> PartResponse.of(part, mostCells))
                        .toList());
    }

    private static String text(Money money) {
        return money.amount().toPlainString();
    }

    /** One of the periods. */
    @JsonPropertyOrder({"period", "until", "cost", "requests", "failures", "unpriced", "retries"})
    @Schema(name = "UsageChangePeriod")
    record UsageOfPeriod(
            PeriodResponse period,

            @Schema(
                    description =
                            "Where the days are cut short, because the period that they are compared with is still running; absent else",
                    format = "date-time",
                    example = "2026-10-08T14:15:00+02:00")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String until,

            @Schema(example = "12.5") String cost,
            @Schema(example = "1200") long requests,
            @Schema(example = "7") long failures,

            @Schema(
                    description = "Calls whose cost is not known: they are in neither the costs nor the parts",
                    example = "0")
            long unpriced,

            @Schema(
                    description =
                            "Attempts that are not the first of their call, as far as clients tell it; they are in the costs")
            RetriesResponse retries) {

        static UsageOfPeriod of(PeriodUsage usage) {
            ReportQuery query = usage.query();
            UsageTotals totals = usage.totals();
            Instant until = query.until();
            return new UsageOfPeriod(
                    PeriodResponse.of(query.period()),
                    until == null ? null : ReportResponse.time(until, query.period()),
                    text(totals.cost()),
                    totals.requests(),
                    totals.failures(),
                    totals.unpriced(),
                    RetriesResponse.of(usage.retries()));
        }
    }

    /** What was sent again. */
    @JsonPropertyOrder({"calls", "unpriced", "cost"})
    @Schema(name = "UsageChangeRetries")
    record RetriesResponse(
            @Schema(example = "12") long calls,

            @Schema(description = "Those whose cost is not known", example = "0")
            long unpriced,

            @Schema(description = "Of the others", example = "0.25")
            String cost) {

        static RetriesResponse of(Retries retries) {
            return new RetriesResponse(retries.calls(), retries.unpriced(), text(retries.cost()));
        }
    }

    /** What one cause makes of the difference. */
    @JsonPropertyOrder({"cause", "amount", "cells", "others", "othersAmount"})
    @Schema(name = "UsageChangePart")
    record PartResponse(
            @Schema(
                    allowableValues = {
                        "calls",
                        "models",
                        "tiers",
                        "input_length",
                        "output_length",
                        "other_units",
                        "cache",
                        "list_prices",
                        "length_and_region_rates",
                        "agreed_rates",
                        "failed_calls",
                        "not_attributed"
                    })
            String cause,

            @Schema(example = "0.75") String amount,

            @Schema(description = "The largest, whether they make the cost higher or lower")
            List<CellResponse> cells,

            @Schema(description = "How many more there are", example = "0")
            int others,

            @Schema(description = "What is left of the amount without those that are told", example = "0")
            String othersAmount) {

        static PartResponse of(ExplainedPart part, int mostCells) {
            List<CellChange> top = part.top(mostCells);
            return new PartResponse(
                    ApiEnumNames.word(part.cause()),
                    text(part.amount()),
                    top.stream().map(CellResponse::of).toList(),
                    part.cells().size() - top.size(),
                    text(part.beyond(mostCells)));
        }
    }

    /** A unit of a model on one tier. */
    @JsonPropertyOrder({"provider", "model", "serviceTier", "unit", "amount", "from", "to"})
    @Schema(name = "UsageChangeCell")
    record CellResponse(
            @Schema(example = "openai") String provider,

            @Schema(description = "By its exact name", example = "gpt-4.1-nano-2025-04-14")
            String model,

            @Schema(example = "default") String serviceTier,

            @Schema(description = "Absent for what no unit tells", example = "input_tokens")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String unit,

            @Schema(description = "What it has in the part", example = "0.5")
            String amount,

            CellUsageResponse from,
            CellUsageResponse to) {

        static CellResponse of(CellChange cell) {
            return new CellResponse(
                    cell.served().provider(),
                    cell.served().model(),
                    cell.served().serviceTier(),
                    cell.unit() == null ? null : ApiEnumNames.word(cell.unit()),
                    text(cell.amount()),
                    CellUsageResponse.of(cell.from()),
                    CellUsageResponse.of(cell.to()));
        }
    }

    /** What was used of it in one of the periods. */
    @JsonPropertyOrder({"requests", "quantity", "cost", "listCost", "rate"})
    @Schema(name = "UsageChangeCellUsage")
    record CellUsageResponse(
            @Schema(description = "Calls of the model on that tier whose cost is known", example = "1200")
            long requests,

            @Schema(example = "120000") long quantity,
            @Schema(example = "0.012") String cost,

            @Schema(
                    description = "What it would have cost without the organization's own rates and discounts",
                    example = "0.015")
            String listCost,

            @Schema(
                    description = "What one unit cost on average, to 18 digits; absent where none was used",
                    example = "0.0000001")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String rate) {

        static CellUsageResponse of(CellUsage usage) {
            return new CellUsageResponse(
                    usage.requests(),
                    usage.quantity(),
                    text(usage.cost()),
                    text(usage.listCost()),
                    usage.rate()
                            .map(BigDecimal::stripTrailingZeros)
                            .map(BigDecimal::toPlainString)
                            .orElse(null));
        }
    }
}
