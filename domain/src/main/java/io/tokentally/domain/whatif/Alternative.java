package io.tokentally.domain.whatif;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.pricing.Money;
import org.jspecify.annotations.Nullable;

/**
 * What calls would cost otherwise, by today's prices.
 *
 * @param model that served them; absent for all of the provider's
 * @param serviceTier that they were served on; absent for all
 * @param insteadModel that they are priced as, where it is another
 * @param insteadTier that they are priced on, where it is another
 * @param cost as they were, by today's prices
 * @param otherwise as they would be
 */
public record Alternative(
        Kind kind,
        Provider provider,
        @Nullable ModelName model,
        @Nullable ServiceTier serviceTier,
        long calls,
        @Nullable ModelName insteadModel,
        @Nullable ServiceTier insteadTier,
        Money cost,
        Money otherwise) {

    /** What is other than it was. */
    public enum Kind {
        /** Another model of the same provider serves them. */
        MODEL,
        /** They are served on a tier that takes longer. */
        TIER,
        /** The provider grants a discount. */
        DISCOUNT,
        /** Nothing is read from a cache, and nothing written to one. */
        NO_CACHE
    }

    /** Negative where they would cost more. */
    public Money saving() {
        return cost.minus(otherwise);
    }
}
