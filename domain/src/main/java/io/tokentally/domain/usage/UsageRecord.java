package io.tokentally.domain.usage;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call in the ledger: whose it was, what it used, what it cost, how long it took and how it ended. Immutable.
 *
 * @param call what was metered, {@linkplain MeteredCall#recordedAt recorded} at the id's instant; what the provider keeps of
 *     it the ledger keeps apart, so a record read from there has none
 */
public record UsageRecord(UsageRecordId id, MeteredCall call, Cost cost) {

    public UsageRecord {
        call = call.recordedAt(id.instant());
    }

    /** The same call at another cost. */
    public UsageRecord withCost(Cost other) {
        return new UsageRecord(id, call, other);
    }

    /** When the request was sent, to the millisecond. */
    public Instant createdAt() {
        return id.instant();
    }

    public Attribution attribution() {
        return call.attribution();
    }

    /** What it asked of the provider's API; absent where it was recorded before operations were. */
    public @Nullable Operation operation() {
        return call.operation();
    }

    public Provider provider() {
        return call.provider();
    }

    /** The model as the caller asked for it. */
    public ModelName model() {
        return call.requestedModel();
    }

    /** The model as the provider named it in its answer. */
    public @Nullable ModelName servedModel() {
        return call.servedModel();
    }

    /** The model that is billed: the one that answered, or else the one that was asked. */
    public ModelName billedModel() {
        return call.billedModel();
    }

    public ServiceTier serviceTier() {
        return call.serviceTier();
    }

    public @Nullable Region region() {
        return call.region();
    }

    /** What is known of its usage, and from whom. */
    public UsageReading reading() {
        return call.reading();
    }

    /** What was used, as far as it is known. */
    public Quantities quantities() {
        return call.reading().knownQuantities();
    }

    public Timing timing() {
        return call.timing();
    }

    public Outcome outcome() {
        return call.outcome();
    }

    /** Whether it is of those that no provider bills, and so no request among the calls of models. */
    public boolean isFree() {
        return call.isFree();
    }

    /** By what it is found again elsewhere. */
    public CallTrace trace() {
        return call.trace();
    }

    /** What the provider keeps of it, and whose that is. */
    public List<MadeResource> made() {
        return call.made();
    }
}
