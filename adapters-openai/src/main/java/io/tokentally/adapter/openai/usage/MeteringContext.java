package io.tokentally.adapter.openai.usage;

import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.MeteredExchange;
import java.time.Instant;
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
        AdmitSpendingUseCase spending,
        CountRefusedCallUseCase refusals,
        OrganizationId defaultOrganization,
        UserId defaultUser,
        InstantSource clock,
        LongSupplier ticker,
        Supplier<UUID> ids) {

    /** Of a call that begins. */
    CallId newCall() {
        return new CallId(ids.get());
    }

    /** Whom a call belongs to, be it claimed or not. */
    Attribution ownerOf(@Nullable Attribution claimed, MeteredExchange exchange) {
        return claimed == null
                ? new Attribution(
                        defaultOrganization, defaultUser, Endpoint.of(exchange.operation()), Attribution.Source.DEFAULT)
                : claimed;
    }

    /** @param reservation what is set aside for it */
    Attempt begin(
            MeteredExchange exchange,
            Attribution attribution,
            ModelName requestedModel,
            CallAttempt number,
            Reservation reservation) {
        Instant admitted = reservation.admittedAt();
        return new Attempt(
                exchange,
                attribution,
                requestedModel,
                number,
                reservation,
                admitted == null ? clock.instant() : admitted,
                ticker,
                reporter);
    }
}
