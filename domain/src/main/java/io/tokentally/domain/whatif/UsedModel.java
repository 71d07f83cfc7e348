package io.tokentally.domain.whatif;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import java.util.Map;

/**
 * What calls of one model on one tier used whose cost is known.
 *
 * @param model by its exact name
 * @param calls none for what it did for calls that other models served
 * @param cost what was paid
 */
public record UsedModel(
        Provider provider,
        ModelName model,
        ServiceTier serviceTier,
        long calls,
        Map<UsageUnit, Long> quantities,
        Money cost) {

    public UsedModel {
        quantities = Map.copyOf(quantities);
    }

    /** Tokens that went into a call on average, which rates for long inputs go by. */
    long averageInput() {
        long inputTokens = quantities.entrySet().stream()
                .filter(entry -> entry.getKey().isInputToken())
                .mapToLong(Map.Entry::getValue)
                .reduce(0, Math::addExact);
        return Math.max(0, inputTokens) / Math.max(1, calls);
    }
}
