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
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which call is to be priced. */
@Schema(name = "EstimateRequest")
record EstimateRequest(
        @Schema(implementation = String.class, example = "openai") @NotNull
        Provider provider,

        @Schema(implementation = String.class, example = "gpt-4.1-nano") @NotNull
        ModelName model,

        @Schema(implementation = String.class, description = "By default standard", example = "batch") @Nullable
        ServiceTier serviceTier,

        @Schema(
                implementation = String.class,
                description = "Where it is processed, if the provider sells regions apart",
                example = "eu")
        @Nullable
        Region region,

        @Schema(format = "date-time", description = "When the call is made; by default now") @Nullable
        Instant at,

        @Schema(
                description = "By unit; none counted twice",
                example = "{\"input_tokens\": 10000, \"output_tokens\": 2500}",
                additionalPropertiesSchema = Long.class)
        @Refusal("quantities must be an object with a unit or more. " + EstimateRequest.REMEDY)
        @NotEmpty
        Map<String, JsonNode> quantities)
        implements ApiBody {

    private static final String REMEDY = "Give whole numbers by unit, such as {\"input_tokens\": 1000}.";

    /** @param now when the call is made, unless the body says when */
    PriceQuery query(Instant now) {
        return new PriceQuery(
                provider,
                model,
                Objects.requireNonNullElse(serviceTier, ServiceTier.STANDARD),
                region,
                Objects.requireNonNullElse(at, now));
    }

    /**
     * How much is used, by unit. Read by hand, since all units that there are not are told at once, and a number as it was
     * written.
     *
     * @throws InvalidParameterException if there is no such unit, or so much of one cannot be
     */
    Quantities amounts() {
        List<String> unknown = quantities.keySet().stream()
                .filter(name -> ApiEnumNames.constant(UsageUnit.class, name).isEmpty())
                .limit(20)
                .map(InvalidParameterException::quote)
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidParameterException(
                    "quantities",
                    "quantities has units that there are not: %s. The units are %s."
                            .formatted(String.join(", ", unknown), ApiEnumNames.words(UsageUnit.class)));
        }
        Map<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);
        quantities.forEach((name, value) ->
                ApiEnumNames.constant(UsageUnit.class, name).ifPresent(unit -> amounts.put(unit, amount(name, value))));
        return new Quantities(amounts);
    }

    private static long amount(String unit, JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            long number = value.asLong();
            if (number >= 0 && number <= Quantities.MAX_AMOUNT) {
                return number;
            }
        }
        throw new InvalidParameterException(
                "quantities",
                "quantities: %s must be a whole number from 0 to %d, not %s. %s"
                        .formatted(unit, Quantities.MAX_AMOUNT, quote(value.toString()), REMEDY));
    }
}
