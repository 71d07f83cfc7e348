package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The models in use that are shut down. */
@JsonPropertyOrder({"organization", "currency", "models"})
record EndingModelsResponse(String organization, String currency, List<Model> models) {

    /** One of them. */
    @JsonPropertyOrder({
        "provider",
        "model",
        "shutDown",
        "daysLeft",
        "calls",
        "cost",
        "replacement",
        "replacementCost",
        "source"
    })
    record Model(
            @Schema(example = "openai") String provider,
            @Schema(example = "gpt-4.1-nano") String model,

            @Schema(description = "The first day, in UTC, on which it does not answer", example = "2026-10-23")
            String shutDown,

            @Schema(description = "Zero or less where that day has come")
            long daysLeft,

            long calls,
            String cost,

            @Schema(description = "The one that its provider names") @Nullable
            String replacement,

            @Schema(
                    description =
                            "What the same quantities cost of the replacement, at the rates for requests of the calls' average length; absent where it has no price for them")
            @Nullable
            String replacementCost,

            String source) {}

    static EndingModelsResponse of(Viewer viewer, List<EndingModel> ending, Instant now) {
        return new EndingModelsResponse(
                viewer.organizationId().value(),
                Money.USD.getCurrencyCode(),
                ending.stream().map(model -> of(model, now)).toList());
    }

    private static Model of(EndingModel ending, Instant now) {
        ModelName replacement = ending.lifecycle().replacement();
        Money replacementCost = ending.replacementCost();
        return new Model(
                ending.lifecycle().provider().value(),
                ending.model().value(),
                ending.lifecycle().shutDown().toString(),
                ending.daysLeft(now),
                ending.calls(),
                ending.cost().amount().toPlainString(),
                replacement == null ? null : replacement.value(),
                replacementCost == null ? null : replacementCost.amount().toPlainString(),
                ending.lifecycle().source());
    }
}
