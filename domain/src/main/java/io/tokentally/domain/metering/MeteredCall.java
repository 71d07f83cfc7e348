package io.tokentally.domain.metering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that went out to a provider, as an adapter saw it: not yet priced.
 *
 * @param startedAt when the request was sent
 * @param requestedModel the model that the caller asked for
 * @param servedModel the model that the provider named in its answer
 * @param serviceTier the tier that the provider says it served
 * @param region where it was processed, if the provider sells regions apart and one was chosen
 */
public record MeteredCall(
        Instant startedAt,
        Attribution attribution,
        Provider provider,
        ModelName requestedModel,
        @Nullable ModelName servedModel,
        ServiceTier serviceTier,
        @Nullable Region region,
        UsageReading reading,
        Timing timing,
        Outcome outcome) {

    /** The model that is billed: the one that answered, or else the one that was asked. */
    public ModelName billedModel() {
        return servedModel == null ? requestedModel : servedModel;
    }
}
