package io.tokentally.domain.metering;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that went out to a provider, as an adapter saw it: not yet priced.
 *
 * @param startedAt when the request was sent
 * @param operation what it asked of the provider's API; absent where it was recorded before operations were
 * @param requestedModel the model that the caller asked for
 * @param servedModel the model that the provider named in its answer
 * @param serviceTier the tier that the provider says it served
 * @param region where it was processed, if the provider sells regions apart and one was chosen
 * @param billedOnce the work that the answer tells of, where it may be told again; absent where each call is billed
 * @param made what the provider keeps of it, and whose that is
 * @param isFree whether the provider bills nothing for such calls, however they end: they are logged, and are no requests among
 *     the calls of models
 * @param trace by what it is found again elsewhere
 */
public record MeteredCall(
        Instant startedAt,
        Attribution attribution,
        @Nullable Operation operation,
        Provider provider,
        ModelName requestedModel,
        @Nullable ModelName servedModel,
        ServiceTier serviceTier,
        @Nullable Region region,
        UsageReading reading,
        Timing timing,
        Outcome outcome,
        @Nullable BillableJob billedOnce,
        List<MadeResource> made,
        boolean isFree,
        CallTrace trace) {

    public MeteredCall {
        made = List.copyOf(made);
        if (isFree && !(reading instanceof UsageReading.NotBilled)) {
            throw new IllegalArgumentException("A call that is free has nothing that is billed, not " + reading.kind());
        }
    }

    /** A call of which nobody else has an identifier. */
    public MeteredCall(
            Instant startedAt,
            Attribution attribution,
            @Nullable Operation operation,
            Provider provider,
            ModelName requestedModel,
            @Nullable ModelName servedModel,
            ServiceTier serviceTier,
            @Nullable Region region,
            UsageReading reading,
            Timing timing,
            Outcome outcome,
            @Nullable BillableJob billedOnce,
            List<MadeResource> made,
            boolean isFree) {
        this(
                startedAt,
                attribution,
                operation,
                provider,
                requestedModel,
                servedModel,
                serviceTier,
                region,
                reading,
                timing,
                outcome,
                billedOnce,
                made,
                isFree,
                CallTrace.NONE);
    }

    /** A call that is billed for itself, and of which the provider keeps nothing that anybody could name. */
    public MeteredCall(
            Instant startedAt,
            Attribution attribution,
            @Nullable Operation operation,
            Provider provider,
            ModelName requestedModel,
            @Nullable ModelName servedModel,
            ServiceTier serviceTier,
            @Nullable Region region,
            UsageReading reading,
            Timing timing,
            Outcome outcome) {
        this(
                startedAt,
                attribution,
                operation,
                provider,
                requestedModel,
                servedModel,
                serviceTier,
                region,
                reading,
                timing,
                outcome,
                null,
                List.of(),
                false);
    }

    /**
     * The call as its record tells it: billed at that instant, whichever call told of it.
     *
     * @param instant the one within the record's id
     */
    public MeteredCall recordedAt(Instant instant) {
        return billedOnce == null && startedAt.equals(instant)
                ? this
                : new MeteredCall(
                        instant,
                        attribution,
                        operation,
                        provider,
                        requestedModel,
                        servedModel,
                        serviceTier,
                        region,
                        reading,
                        timing,
                        outcome,
                        null,
                        made,
                        isFree,
                        trace);
    }

    /** The same call, of whose usage another thing is known. */
    public MeteredCall withReading(UsageReading other) {
        return new MeteredCall(
                startedAt,
                attribution,
                operation,
                provider,
                requestedModel,
                servedModel,
                serviceTier,
                region,
                other,
                timing,
                outcome,
                billedOnce,
                made,
                isFree,
                trace);
    }

    /** The same call with identifiers. */
    public MeteredCall withTrace(CallTrace other) {
        return new MeteredCall(
                startedAt,
                attribution,
                operation,
                provider,
                requestedModel,
                servedModel,
                serviceTier,
                region,
                reading,
                timing,
                outcome,
                billedOnce,
                made,
                isFree,
                other);
    }

    /** When what is billed was done: with the call, unless it tells of work that was done before, and when. */
    public Instant billedAt() {
        return billedOnce == null || !billedOnce.isDated() ? startedAt : billedOnce.at();
    }

    /** The model that is billed: the one that answered, or else the one that was asked. */
    public ModelName billedModel() {
        return servedModel == null ? requestedModel : servedModel;
    }
}
