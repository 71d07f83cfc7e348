package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts have in common.
 *
 * @param defaultOrganization whom calls belong to that nobody claimed
 * @param ticker a monotonic clock, in nanoseconds
 */
record Metering(
        UsageReporter reporter,
        OrganizationId defaultOrganization,
        UserId defaultUser,
        InstantSource clock,
        LongSupplier ticker) {

    Attempt begin(MeteredApi api, @Nullable Attribution attribution, ModelName requestedModel) {
        return new Attempt(
                api,
                attribution == null ? defaultAttribution(api) : attribution,
                requestedModel,
                clock.instant(),
                ticker,
                reporter);
    }

    private Attribution defaultAttribution(MeteredApi api) {
        return new Attribution(defaultOrganization, defaultUser, api.endpoint(), Attribution.Source.DEFAULT);
    }
}
