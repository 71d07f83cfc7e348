package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.Set;

/**
 * Calls that wait for a price.
 *
 * @param model the one that is billed
 * @param units what the calls used
 */
public record UnpricedModel(
        Provider provider,
        ModelName model,
        ServiceTier serviceTier,
        Set<UsageUnit> units,
        long calls,
        long tokens,
        Instant firstSeen,
        Instant lastSeen) {

    public UnpricedModel {
        units = Set.copyOf(units);
    }
}
