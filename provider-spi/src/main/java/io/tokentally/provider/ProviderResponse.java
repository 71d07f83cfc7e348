package io.tokentally.provider;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said of a call. It holds nothing of the prompt, of the answer's text or of an error's message.
 *
 * @param servedModel as the answer names it
 * @param serviceTier as served; {@link ServiceTier#STANDARD} where the answer does not say
 * @param region where it was processed, if the provider sells regions apart and one was chosen
 * @param billedOnce the work that the answer tells of, where it may be told again
 * @param isFree whether the provider bills nothing for such calls, or bills this one by what another tells of it
 */
public record ProviderResponse(
        @Nullable ModelName servedModel,
        ServiceTier serviceTier,
        @Nullable Region region,
        UsageReading reading,
        Outcome outcome,
        @Nullable BillableJob billedOnce,
        boolean isFree) {

    /** The answer to a call that is billed for itself. */
    public ProviderResponse(
            @Nullable ModelName servedModel,
            ServiceTier serviceTier,
            @Nullable Region region,
            UsageReading reading,
            Outcome outcome) {
        this(servedModel, serviceTier, region, reading, outcome, null, false);
    }
}
