package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Estimate;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call would cost, as JSON. */
@JsonPropertyOrder({"status", "currency", "total", "listTotal", "priceVersion", "unpricedReason", "lines"})
@Schema(name = "Estimate", description = "What a call would cost")
record EstimateResponse(
        @Schema(allowableValues = {"measured", "unpriced"}) String status,

        @Schema(example = "USD") String currency,

        @Schema(
                types = {"string", "null"},
                description = "Exact, as a decimal in a string; null where it is not known, and never zero for that",
                example = "0.002")
        @Nullable
        String total,

        @Schema(
                types = {"string", "null"},
                description = "Without the organization's own rates and discounts; null where the list has no price",
                example = "0.002")
        @Nullable
        String listTotal,

        @Schema(
                types = {"string", "null"},
                description = "The version that it is priced by")
        @Nullable
        String priceVersion,

        @Schema(
                description = "Why the cost is not known; absent where it is",
                allowableValues = {"no_price"})
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String unpricedReason,

        List<CostLineResponse> lines) {

    static EstimateResponse of(Estimate estimate) {
        Cost cost = estimate.cost();
        return new EstimateResponse(
                ApiEnumNames.word(cost.status()),
                cost.currency().getCurrencyCode(),
                totalOf(cost),
                totalOf(estimate.listCost()),
                cost.priceVersion(),
                cost.unpricedReason() == null ? null : ApiEnumNames.word(cost.unpricedReason()),
                cost.lines().stream().map(CostLineResponse::of).toList());
    }

    private static @Nullable String totalOf(Cost cost) {
        return cost.status() == CostStatus.UNPRICED
                ? null
                : cost.total().amount().toPlainString();
    }
}
