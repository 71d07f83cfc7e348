package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.PriceQuery;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which call is to be priced. */
record EstimateRequest(PriceQuery query, Quantities quantities) {

    private static final List<String> FIELDS =
            List.of("provider", "model", "serviceTier", "region", "at", "quantities");
    private static final String REMEDY = "Give whole numbers by unit, such as {\"input_tokens\": 1000}.";

    /** @param now when the call is made, unless the body says when */
    static EstimateRequest read(InputStream body, Instant now) throws IOException {
        JsonBody json = JsonBody.read(body, FIELDS);
        PriceQuery query = new PriceQuery(
                json.required("provider", Provider::new),
                json.required("model", ModelName::new),
                Optional.ofNullable(json.optional("serviceTier", ServiceTier::new))
                        .orElse(ServiceTier.STANDARD),
                json.optional("region", Region::new),
                Optional.ofNullable(json.optional("at", Parameters::instant)).orElse(now));
        return new EstimateRequest(query, quantities(json.node("quantities")));
    }

    private static Quantities quantities(JsonNode node) {
        if (!node.isObject() || node.isEmpty()) {
            throw new InvalidParameterException(
                    "quantities", "quantities must be an object with a unit or more. " + REMEDY);
        }
        List<String> unknown = node.propertyNames().stream()
                .filter(name -> !ApiEnumNames.isUnit(name))
                .limit(20)
                .map(InvalidParameterException::quote)
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidParameterException(
                    "quantities",
                    "quantities has units that there are not: %s. The units are %s."
                            .formatted(String.join(", ", unknown), ApiEnumNames.units()));
        }
        Map<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);
        node.properties().forEach(amount -> amounts.put(ApiEnumNames.unit(amount.getKey()), amount(amount)));
        return new Quantities(amounts);
    }

    private static long amount(Map.Entry<String, JsonNode> amount) {
        JsonNode value = amount.getValue();
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.asLong();
            if (number >= 0 && number <= Quantities.MAX_AMOUNT) {
                return number;
            }
        }
        throw new InvalidParameterException(
                "quantities",
                "quantities: %s must be a whole number from 0 to %d, not %s. %s"
                        .formatted(amount.getKey(), Quantities.MAX_AMOUNT, quote(value.toString()), REMEDY));
    }

    /** The body as the description shows it. */
    @Schema(
            name = "EstimateRequest",
            requiredProperties = {"provider", "model", "quantities"})
    record Body(
            @Schema(example = "openai") String provider,
            @Schema(example = "gpt-4.1-nano") String model,

            @Schema(description = "By default standard", example = "batch")
            String serviceTier,

            @Schema(description = "Where it is processed, if the provider sells regions apart", example = "eu")
            String region,

            @Schema(format = "date-time", description = "When the call is made; by default now")
            String at,

            @Schema(
                    description = "By unit; none counted twice",
                    example = "{\"input_tokens\": 10000, \"output_tokens\": 2500}")
            Map<String, Long> quantities) {}
}
