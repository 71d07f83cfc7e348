package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;

/**
 * What calls of one model on one tier used together.
 *
 * @param model the one that is billed
 * @param calls those that told what they used, at least one
 * @param cost of those that have one
 */
public record ModelUsage(
        Provider provider, ModelName model, ServiceTier serviceTier, long calls, Quantities quantities, Money cost) {}
