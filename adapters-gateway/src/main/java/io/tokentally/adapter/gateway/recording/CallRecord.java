package io.tokentally.adapter.gateway.recording;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Timing;
import io.tokentally.provider.ProviderResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record of a call in the making, from the sending of its request. */
public final class CallRecord {

    private final Attribution attribution;
    private final Operation operation;
    private final Provider provider;
    private final ModelName requestedModel;
    private final Instant startedAt;
    private final long startedNanos;
    private final CallTrace told;
    private @Nullable String providerRequestId;
    private @Nullable Duration timeToFirstToken;

    /** @param told by what the caller will find it again */
    public CallRecord(
            Attribution attribution,
            Operation operation,
            Provider provider,
            ModelName requestedModel,
            Instant startedAt,
            long startedNanos,
            CallTrace told) {
        this.attribution = attribution;
        this.operation = operation;
        this.provider = provider;
        this.requestedModel = requestedModel;
        this.startedAt = startedAt;
        this.startedNanos = startedNanos;
        this.told = told;
    }

    /** @param id what the provider calls the request */
    public void providerRequestId(@Nullable String id) {
        providerRequestId = id;
    }

    public void sawContent(long now) {
        if (timeToFirstToken == null) {
            timeToFirstToken = since(now);
        }
    }

    /** @param cancelled whether the caller is gone, however well the provider has answered */
    public MeteredCall call(ProviderResponse response, boolean cancelled, long endedNanos) {
        return call(response, cancelled, endedNanos, List.of());
    }

    /** @param made what the response says that the provider keeps */
    public MeteredCall call(ProviderResponse response, boolean cancelled, long endedNanos, List<MadeResource> made) {
        Outcome outcome =
                cancelled && response.outcome().isSuccess() ? Failure.of(Failure.Kind.CANCELLED) : response.outcome();
        Duration responseTime = since(endedNanos);
        Duration first = timeToFirstToken;
        return new MeteredCall(
                startedAt,
                attribution,
                operation,
                provider,
                requestedModel,
                response.servedModel(),
                response.serviceTier(),
                response.region(),
                response.reading(),
                new Timing(first != null && first.compareTo(responseTime) > 0 ? first : responseTime, first),
                outcome,
                response.billedOnce(),
                made,
                response.isFree(),
                told.ended(outcome, providerRequestId));
    }

    private Duration since(long now) {
        return Duration.ofNanos(Math.max(0, now - startedNanos));
    }
}
