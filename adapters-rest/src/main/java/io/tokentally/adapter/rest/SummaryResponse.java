package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Change;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A summary as JSON. Costs are decimals in strings: most clients read a JSON number as a binary floating-point number,
 * which cannot hold 0.1, let alone a sum of thousands of such.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "organization",
    "user",
    "period",
    "asOf",
    "currency",
    "totalCost",
    "totalRequests",
    "totalTokens",
    "inputTokens",
    "outputTokens",
    "failedRequests",
    "unpricedRequests",
    "estimatedRequests",
    "freeCalls",
    "change",
    "byEndpoint",
    "byModel",
    "byUser",
    "byDay"
})
@Schema(name = "UsageSummary", description = "What was used in a period, and what it cost")
record SummaryResponse(
        @Schema(example = "acme") String organization,

        @Schema(
                description = "Whose usage it is; absent where it is the organization's",
                example = "member@acme.example")
        @Nullable
        String user,

        PeriodResponse period,

        @Schema(description = "What was recorded until then is in it for certain; absent where it is of now")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant asOf,

        @Schema(description = "Of all costs, by ISO 4217", example = "USD")
        String currency,

        @Schema(description = "Exact, as a decimal in a string", example = "0.002")
        String totalCost,

        @Schema(description = "All calls that may be billed, failed ones among them", example = "1")
        long totalRequests,

        @Schema(example = "12500") long totalTokens,
        @Schema(example = "10000") long inputTokens,
        @Schema(example = "2500") long outputTokens,

        long failedRequests,

        @Schema(description = "Calls whose cost is not known, and so not in totalCost")
        long unpricedRequests,

        @Schema(description = "Calls whose tokens were counted here, not reported by the provider")
        long estimatedRequests,

        @Schema(
                description =
                        "Calls that no provider bills, such as lists of models, files and counts of tokens: they are in the"
                                + " list of calls, and in no other figure here",
                example = "0")
        long freeCalls,

        @Schema(
                description =
                        "Against as many days just before; where the period still runs, up to the same time of day")
        Changes change,

        @Schema(description = "By endpoint, the dearest first")
        Map<String, TotalsResponse> byEndpoint,

        @Schema(description = "By the model that served, its snapshots together, the dearest first")
        Map<String, TotalsResponse> byModel,

        @Schema(description = "By user, the dearest first; in the organization's summary alone") @Nullable
        Map<String, TotalsResponse> byUser,

        @Schema(description = "By day, each day of the period, in order")
        Map<String, TotalsResponse> byDay) {

    static SummaryResponse of(Viewer viewer, UsageScope scope, UsageSummary summary) {
        boolean own = scope == UsageScope.OWN;
        UsageTotals totals = summary.totals();
        return new SummaryResponse(
                viewer.organizationId().value(),
                own ? viewer.userId().value() : null,
                PeriodResponse.of(summary.period()),
                summary.asOf(),
                totals.cost().currency().getCurrencyCode(),
                totals.cost().amount().toPlainString(),
                totals.requests(),
                totals.totalTokens(),
                totals.inputTokens(),
                totals.outputTokens(),
                totals.failures(),
                totals.unpriced(),
                totals.estimated(),
                summary.freeCalls(),
                Changes.of(summary),
                byName(summary.byEndpoint()),
                byModel(summary),
                own ? null : byName(summary.byUser()),
                byName(summary.byDay()));
    }

    private static Map<String, TotalsResponse> byModel(UsageSummary summary) {
        Map<String, TotalsResponse> figures = new LinkedHashMap<>();
        summary.byModel()
                .forEach((model, totals) ->
                        figures.put(model.value(), TotalsResponse.of(totals, summary.snapshotsOf(model))));
        return figures;
    }

    private static Map<String, TotalsResponse> byName(Map<?, UsageTotals> totals) {
        Map<String, TotalsResponse> figures = new LinkedHashMap<>();
        totals.forEach((key, value) -> figures.put(key.toString(), TotalsResponse.of(value)));
        return figures;
    }

    /** How the figures moved. */
    @JsonPropertyOrder({"cost", "requests", "tokens"})
    @Schema(name = "UsageChange")
    record Changes(ChangeResponse cost, ChangeResponse requests, ChangeResponse tokens) {

        static Changes of(UsageSummary summary) {
            return new Changes(
                    ChangeResponse.of(summary.costChange()),
                    ChangeResponse.of(summary.requestsChange()),
                    ChangeResponse.of(summary.tokensChange()));
        }
    }

    /** How one figure moved. */
    @JsonPropertyOrder({"before", "percent"})
    @Schema(name = "Change")
    record ChangeResponse(
            @Schema(description = "The figure before, exact, as a decimal in a string", example = "0.001")
            String before,

            @Schema(
                    types = {"integer", "null"},
                    format = "int32",
                    description = "In whole percent of the figure before; null where that was zero",
                    example = "100")
            @Nullable
            Integer percent) {

        static ChangeResponse of(Change change) {
            return new ChangeResponse(
                    change.before().toPlainString(),
                    change.percent().isPresent() ? change.percent().getAsInt() : null);
        }
    }
}
