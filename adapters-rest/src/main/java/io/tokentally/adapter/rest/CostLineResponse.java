package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a bill as JSON. */
@JsonPropertyOrder({
    "unit",
    "quantity",
    "price",
    "per",
    "listPrice",
    "listPer",
    "adjustments",
    "amount",
    "part",
    "model",
    "priceVersion"
})
@Schema(name = "CostLine", description = "quantity × price ÷ per, raised or lowered by the adjustments, is the amount")
record CostLineResponse(
        @Schema(example = "input_tokens") String unit,
        @Schema(example = "10000") long quantity,

        @Schema(description = "Of so many units as per says, exact, as a decimal in a string", example = "0.1")
        String price,

        @Schema(example = "1000000") long per,

        @Schema(
                description =
                        "What the list says, where the organization agreed on a price of its own: of so many units as listPer"
                                + " says; absent else",
                example = "0.15")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String listPrice,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long listPer,

        @Schema(description = "One after the other") List<AdjustmentResponse> adjustments,

        @Schema(description = "Exact, as a decimal in a string", example = "0.001")
        String amount,

        @Schema(description = "Which of the usage parts it is for, from 0 on; absent where the call is billed as one")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer part,

        @Schema(description = "The model that did the part", example = "gpt-image-2")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String model,

        @Schema(description = "The version of the price that was applied to the part")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String priceVersion) {

    static CostLineResponse of(CostLine line) {
        BilledPart part = line.part();
        Rate listRate = line.listRate();
        return new CostLineResponse(
                ApiEnumNames.word(line.unit()),
                line.quantity(),
                line.rate().price().amount().toPlainString(),
                line.rate().per(),
                listRate == null ? null : listRate.price().amount().toPlainString(),
                listRate == null ? null : listRate.per(),
                line.adjustments().stream().map(AdjustmentResponse::of).toList(),
                line.amount().amount().toPlainString(),
                part == null ? null : part.index(),
                part == null ? null : part.model().value(),
                part == null ? null : part.priceVersion());
    }

    /** What raised or lowered a line. */
    @JsonPropertyOrder({"kind", "basis", "percent"})
    @Schema(name = "Adjustment")
    record AdjustmentResponse(
            @Schema(allowableValues = {"region_uplift", "discount"})
            String kind,

            @Schema(description = "The region, or the discount's id", example = "eu")
            String basis,

            @Schema(description = "Of the amount, exact; negative where it gets cheaper", example = "10")
            String percent) {

        static AdjustmentResponse of(Adjustment adjustment) {
            return new AdjustmentResponse(
                    ApiEnumNames.word(adjustment.kind()),
                    adjustment.basis(),
                    adjustment.percentage().value().toPlainString());
        }
    }
}
