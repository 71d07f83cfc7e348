package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a price depends on besides the quantities.
 *
 * @param model the one that is billed
 * @param serviceTier the one that was served
 * @param instant when the call was made
 */
public record PriceQuery(
        Provider provider,
        ModelName model,
        ServiceTier serviceTier,
        @Nullable Region region,
        Instant instant) {

    public static PriceQuery of(MeteredCall call) {
        return new PriceQuery(call.provider(), call.billedModel(), call.serviceTier(), call.region(), call.billedAt());
    }

    /** What the price of one of the call's parts depends on. */
    PriceQuery of(UsagePart part) {
        return new PriceQuery(
                provider,
                part.model() == null ? model : part.model(),
                part.serviceTier() == null ? serviceTier : part.serviceTier(),
                region,
                instant);
    }

    PriceQuery of(Provider other) {
        return new PriceQuery(other, model, serviceTier, region, instant);
    }
}
