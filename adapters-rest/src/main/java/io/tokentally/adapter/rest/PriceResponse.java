package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A version of a price as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "version",
    "provider",
    "model",
    "match",
    "serviceTier",
    "validFrom",
    "validUntil",
    "currency",
    "rates",
    "longInputBilling",
    "maxInputTokens",
    "regionUplifts",
    "origin",
    "source",
    "reason",
    "author",
    "recordedAt",
    "discounts",
    "withdrawn"
})
@Schema(name = "Price", description = "What a model costs on a service tier. A version never changes.")
record PriceResponse(
        @Schema(description = "Names it for good; calls name it as their priceVersion")
        String version,

        @Schema(example = "openai") String provider,
        @Schema(example = "gpt-4.1-nano") String model,

        @Schema(
                description = "The names it is for; * stands for any characters, # for one digit",
                example = "[\"gpt-4.1-nano\", \"gpt-4.1-nano-####-##-##\"]")
        List<String> match,

        @Schema(example = "standard") String serviceTier,
        @Schema(format = "date-time") String validFrom,

        @Schema(
                format = "date-time",
                description = "The first instant it no longer holds; absent while no end is known")
        @Nullable
        String validUntil,

        @Schema(example = "USD") String currency,
        List<RateResponse> rates,

        @Schema(
                description = "What the rates for long inputs are charged for",
                allowableValues = {"whole_request", "part_above"})
        String longInputBilling,

        @Schema(
                description =
                        "The most input tokens of a request that this is the price of: a longer one is unpriced; absent where there is no such limit",
                example = "272000")
        @Nullable
        Long maxInputTokens,

        @Schema(
                description = "By how many percent tokens cost more in a region, as decimals in strings",
                example = "{\"eu\": \"10\"}")
        Map<String, String> regionUplifts,

        @Schema(allowableValues = {"built_in", "imported", "own"})
        String origin,

        @Schema(description = "The page or the contract it was taken from")
        String source,

        String reason,
        String author,
        @Schema(format = "date-time") @Nullable String recordedAt,

        @Schema(description = "What the organization is granted on it; in the list of prices alone") @Nullable
        List<DiscountResponse> discounts,

        @Schema(description = "That it was taken back; absent where it was not") @Nullable
        WithdrawalResponse withdrawn) {

    static PriceResponse of(ModelPrice price, List<Discount> discounts) {
        return of(price, discounts.stream().map(DiscountResponse::of).toList(), null);
    }

    static PriceResponse of(ModelPrice price, @Nullable Withdrawal withdrawal) {
        return of(price, null, withdrawal == null ? null : WithdrawalResponse.of(withdrawal));
    }

    private static PriceResponse of(
            ModelPrice price, @Nullable List<DiscountResponse> discounts, @Nullable WithdrawalResponse withdrawn) {
        PriceTerms terms = price.terms();
        Instant until = terms.validity().until();
        Map<String, String> uplifts = new TreeMap<>();
        terms.regionUplifts()
                .forEach((region, percentage) ->
                        uplifts.put(region.value(), percentage.value().toPlainString()));
        return new PriceResponse(
                price.version(),
                terms.provider().value(),
                terms.model().value(),
                terms.matches().stream().map(ModelPattern::text).toList(),
                terms.serviceTier().value(),
                terms.validity().from().toString(),
                until == null ? null : until.toString(),
                terms.currency().getCurrencyCode(),
                terms.rates().stream().flatMap(rate -> rates(rate).stream()).toList(),
                ApiEnumNames.word(terms.longInputBilling()),
                terms.maxInputTokens(),
                uplifts,
                ApiEnumNames.word(price.provenance().origin()),
                price.provenance().source(),
                price.provenance().reason(),
                price.provenance().author(),
                price.provenance().isFromTheFirst()
                        ? null
                        : price.provenance().recordedAt().toString(),
                discounts,
                withdrawn);
    }

    private static List<RateResponse> rates(TieredRate rate) {
        List<RateResponse> rates = new ArrayList<>();
        rates.add(RateResponse.of(rate.base(), null));
        rate.tiers().forEach(tier -> rates.add(RateResponse.of(tier.rate(), tier.aboveInputTokens())));
        return rates;
    }

    /** What one unit costs. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"unit", "price", "per", "aboveInputTokens"})
    @Schema(name = "Rate")
    record RateResponse(
            @Schema(example = "input_tokens") String unit,

            @Schema(description = "Of so many units as per says, exact, as a decimal in a string", example = "0.1")
            String price,

            @Schema(example = "1000000") long per,

            @Schema(
                    description = "Holds for requests with more input tokens than this; absent from the base rate",
                    example = "272000")
            @Nullable
            Long aboveInputTokens) {

        static RateResponse of(Rate rate, @Nullable Long aboveInputTokens) {
            return new RateResponse(
                    ApiEnumNames.word(rate.unit()),
                    rate.price().amount().toPlainString(),
                    rate.per(),
                    aboveInputTokens);
        }
    }

    /** What is taken off the list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"id", "model", "unit", "percent", "validFrom", "validUntil"})
    @Schema(name = "Discount")
    record DiscountResponse(
            String id,

            @Schema(description = "The names it is for; absent for all of the provider's") @Nullable
            String model,

            @Schema(description = "Absent for every unit") @Nullable
            String unit,

            @Schema(description = "Off the list price, exact", example = "15")
            String percent,

            @Schema(format = "date-time") String validFrom,
            @Schema(format = "date-time") @Nullable String validUntil) {

        static DiscountResponse of(Discount discount) {
            Instant until = discount.validity().until();
            return new DiscountResponse(
                    discount.id(),
                    discount.model() == null ? null : discount.model().text(),
                    discount.unit() == null ? null : ApiEnumNames.word(discount.unit()),
                    discount.percentage().value().toPlainString(),
                    discount.validity().from().toString(),
                    until == null ? null : until.toString());
        }
    }

    /** That a version was taken back. */
    @JsonPropertyOrder({"at", "author", "reason"})
    @Schema(name = "Withdrawal")
    record WithdrawalResponse(@Schema(format = "date-time") String at, String author, String reason) {

        static WithdrawalResponse of(Withdrawal withdrawal) {
            return new WithdrawalResponse(withdrawal.at().toString(), withdrawal.author(), withdrawal.reason());
        }
    }
}
