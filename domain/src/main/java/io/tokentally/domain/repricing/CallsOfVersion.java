package io.tokentally.domain.repricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import java.time.Instant;

/**
 * Calls that one version of a price was applied to.
 *
 * @param model the one that is billed; of a call in parts the call's own
 * @param cost of the calls as a whole
 */
public record CallsOfVersion(
        String version,
        Provider provider,
        ModelName model,
        long calls,
        Money cost,
        Instant firstSeen,
        Instant lastSeen) {}
