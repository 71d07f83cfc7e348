package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.metering.UsagePart;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A share of a call's usage that is billed by itself, as JSON. */
@JsonPropertyOrder({"kind", "model", "serviceTier", "quantities", "requestInputTokens", "flaw"})
@Schema(name = "UsagePart", description = "What is billed by itself: the work of another model, or of another request")
record UsagePartResponse(
        @Schema(description = "The provider's word", example = "compaction")
        String kind,

        @Schema(
                types = {"string", "null"},
                description = "Which did it; null where it is the call's own",
                example = "gpt-image-2")
        @Nullable
        String model,

        @Schema(
                types = {"string", "null"},
                description = "Null where it is the call's own",
                example = "standard")
        @Nullable
        String serviceTier,

        @Schema(description = "By unit", example = "{\"input_tokens\": 171, \"image_output_tokens\": 7024}")
        Map<String, Long> quantities,

        @Schema(
                description =
                        "Of the request, or of the longest of several that it sums up: rates for long inputs go by it",
                example = "171")
        long requestInputTokens,

        @Schema(
                description = "Why nobody can tell what it costs; absent where it has a price",
                allowableValues = {"no_model", "unknown_kind", "no_figures", "invalid_figures"})
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String flaw) {

    static UsagePartResponse of(UsagePart part) {
        return new UsagePartResponse(
                part.kind(),
                part.model() == null ? null : part.model().value(),
                part.serviceTier() == null ? null : part.serviceTier().value(),
                CallResponse.byUnit(part.quantities()),
                part.requestInputTokens(),
                part.flaw() == null ? null : ApiEnumNames.word(part.flaw()));
    }
}
