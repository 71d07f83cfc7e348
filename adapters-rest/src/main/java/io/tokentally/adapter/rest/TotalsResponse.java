package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.summary.UsageTotals;

/** One line of a breakdown. */
@JsonPropertyOrder({
    "cost",
    "requests",
    "failedRequests",
    "unpricedRequests",
    "estimatedRequests",
    "inputTokens",
    "outputTokens",
    "totalTokens"
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
        long totalTokens) {

    static TotalsResponse of(UsageTotals totals) {
        return new TotalsResponse(
                totals.cost().amount().toPlainString(),
                totals.requests(),
                totals.failures(),
                totals.unpriced(),
                totals.estimated(),
                totals.inputTokens(),
                totals.outputTokens(),
                totals.totalTokens());
    }
}
