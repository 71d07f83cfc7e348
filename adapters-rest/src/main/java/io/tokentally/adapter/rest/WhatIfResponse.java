package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.whatif.Alternative;
import io.tokentally.domain.whatif.WhatIf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls would cost otherwise, as JSON. Costs are decimals in strings, as in {@link ReportResponse}. */
@JsonPropertyOrder({
    "organization",
    "period",
    "asOf",
    "currency",
    "requests",
    "unpriced",
    "cost",
    "costNow",
    "unpricedNow",
    "discount",
    "alternatives",
    "others"
})
@Schema(
        name = "WhatIf",
        description = "What the calls of a period would cost otherwise, by today's prices and with the same quantities")
record WhatIfResponse(
        @Schema(example = "acme") String organization,
        PeriodResponse period,

        @Schema(description = "What was recorded until then is in it for certain; absent where it is of now")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Instant asOf,

        @Schema(description = "Of all costs, by ISO 4217", example = "USD")
        String currency,

        @Schema(example = "1200") long requests,

        @Schema(description = "Calls whose cost is not known: they are in none of the figures", example = "0")
        long unpriced,

        @Schema(description = "What was paid", example = "12.5")
        String cost,

        @Schema(
                description =
                        "What the same would cost by today's prices, at the rates for calls of the average length",
                example = "12.1")
        String costNow,

        @Schema(
                description =
                        "Calls that had a price and have none today: they are in neither costNow nor the alternatives",
                example = "0")
        long unpricedNow,

        @Schema(description = "In percent", example = "10") String discount,

        @Schema(description = "Each by itself, those that save most first")
        List<AlternativeResponse> alternatives,

        @Schema(description = "How many more there are", example = "0")
        int others) {

    static WhatIfResponse of(Viewer viewer, WhatIf whatIf, int most) {
        int told = Math.min(most, whatIf.alternatives().size());
        return new WhatIfResponse(
                viewer.organizationId().value(),
                PeriodResponse.of(whatIf.query().period()),
                whatIf.asOf(),
                whatIf.costNow().currency().getCurrencyCode(),
                whatIf.totals().requests(),
                whatIf.totals().unpriced(),
                text(whatIf.totals().cost()),
                text(whatIf.costNow()),
                whatIf.unpricedNow(),
                whatIf.query().discount().value().toPlainString(),
                whatIf.alternatives().subList(0, told).stream()
                        .map(AlternativeResponse::of)
                        .toList(),
                whatIf.alternatives().size() - told);
    }

    private static String text(Money money) {
        return money.amount().toPlainString();
    }

    /** One thing that is other than it was. */
    @JsonPropertyOrder({
        "kind",
        "provider",
        "model",
        "serviceTier",
        "calls",
        "insteadModel",
        "insteadTier",
        "cost",
        "otherwise",
        "saving"
    })
    @Schema(name = "WhatIfAlternative")
    record AlternativeResponse(
            @Schema(
                    description =
                            "model: another model of the same provider; tier: batch or flex, which take longer; discount: on all that the provider bills; no_cache: nothing read from a cache or written to one",
                    allowableValues = {"model", "tier", "discount", "no_cache"})
            String kind,

            @Schema(example = "openai") String provider,

            @Schema(description = "That served the calls, by its exact name; absent for all", example = "gpt-4.1")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String model,

            @Schema(description = "That they were served on; absent for all", example = "standard")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String serviceTier,

            @Schema(example = "1200") long calls,

            @Schema(description = "That they are priced as, where it is another", example = "gpt-4.1-nano")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String insteadModel,

            @Schema(description = "That they are priced on, where it is another", example = "batch")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String insteadTier,

            @Schema(description = "As they were, by today's prices", example = "10")
            String cost,

            @Schema(description = "As they would be", example = "5")
            String otherwise,

            @Schema(description = "Negative where they would cost more", example = "5")
            String saving) {

        static AlternativeResponse of(Alternative alternative) {
            return new AlternativeResponse(
                    ApiEnumNames.word(alternative.kind()),
                    alternative.provider().value(),
                    named(alternative.model()),
                    named(alternative.serviceTier()),
                    alternative.calls(),
                    named(alternative.insteadModel()),
                    named(alternative.insteadTier()),
                    text(alternative.cost()),
                    text(alternative.otherwise()),
                    text(alternative.saving()));
        }

        private static @Nullable String named(@Nullable Object name) {
            return name == null ? null : name.toString();
        }
    }
}
