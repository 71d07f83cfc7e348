package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.MeteredExchange;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts have in common.
 *
 * @param defaultOrganization whom calls belong to that nobody claimed
 * @param ticker a monotonic clock, in nanoseconds
 * @param ids of calls, never the same again
 */
record MeteringContext(
        UsageReporter reporter,
        OrganizationId defaultOrganization,
        UserId defaultUser,
        InstantSource clock,
        LongSupplier ticker,
        Supplier<UUID> ids) {

    /** Of a call that begins. */
    CallId newCall() {
        return new CallId(ids.get());
    }

    Attempt begin(
            MeteredExchange exchange, @Nullable Attribution attribution, ModelName requestedModel, CallAttempt number) {
        return new Attempt(
                exchange,
                attribution == null ? defaultAttribution(Endpoint.of(exchange.operation())) : attribution,
                requestedModel,
                number,
                clock.instant(),
                ticker,
                reporter);
    }

    private Attribution defaultAttribution(Endpoint endpoint) {
        return new Attribution(defaultOrganization, defaultUser, endpoint, Attribution.Source.DEFAULT);
    }
}
