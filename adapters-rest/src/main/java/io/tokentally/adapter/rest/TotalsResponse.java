package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.UsageTotals;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of a breakdown. */
@JsonPropertyOrder({
    "cost",
    "requests",
    "failedRequests",
    "unpricedRequests",
    "estimatedRequests",
    "inputTokens",
    "outputTokens",
    "totalTokens",
    "snapshots"
})
@Schema(description = "What some of the calls add up to")
record TotalsResponse(
        @Schema(description = "Exact, as a decimal in a string", example = "0.002")
        String cost,

        @Schema(description = "All calls that may be billed, failed ones among them")
        long requests,

        long failedRequests,

        @Schema(description = "Calls whose cost is not known, and so not in the cost")
        long unpricedRequests,

        @Schema(description = "Calls whose tokens were counted here, not reported by the provider")
        long estimatedRequests,

        long inputTokens,
        long outputTokens,
        long totalTokens,

        @Schema(
                description =
                        "Of a model: what its snapshots add up to, by name; absent where there are none, and elsewhere")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, TotalsResponse> snapshots) {

    static TotalsResponse of(UsageTotals totals) {
        return of(totals, Map.of());
    }

    /** @param snapshots of the model that the totals are of */
    static TotalsResponse of(UsageTotals totals, Map<ModelName, UsageTotals> snapshots) {
        Map<String, TotalsResponse> bySnapshot = new LinkedHashMap<>();
        snapshots.forEach((name, part) -> bySnapshot.put(name.value(), of(part)));
        return new TotalsResponse(
                totals.cost().amount().toPlainString(),
                totals.requests(),
                totals.failures(),
                totals.unpriced(),
                totals.estimated(),
                totals.inputTokens(),
                totals.outputTokens(),
                totals.totalTokens(),
                bySnapshot);
    }
}
