package io.tokentally.domain.usage;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
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
 * @param model as the caller asked for it
 * @param servedModel as the provider named it in its answer
 * @param reading what is known of its usage, and from whom
 * @param made what the provider keeps of it, and whose that is; the ledger keeps it apart, so a record read from there has none
 */
public record UsageRecord(
        UsageRecordId id,
        Attribution attribution,
        Provider provider,
        ModelName model,
        @Nullable ModelName servedModel,
        ServiceTier serviceTier,
        @Nullable Region region,
        UsageReading reading,
        Cost cost,
        Timing timing,
        Outcome outcome,
        List<MadeResource> made) {

    public UsageRecord {
        made = List.copyOf(made);
    }

    /** A call of which the provider keeps nothing that anybody could name. */
    public UsageRecord(
            UsageRecordId id,
            Attribution attribution,
            Provider provider,
            ModelName model,
            @Nullable ModelName servedModel,
            ServiceTier serviceTier,
            @Nullable Region region,
            UsageReading reading,
            Cost cost,
            Timing timing,
            Outcome outcome) {
        this(
                id,
                attribution,
                provider,
                model,
                servedModel,
                serviceTier,
                region,
                reading,
                cost,
                timing,
                outcome,
                List.of());
    }

    /** What is kept of a call. */
    public static UsageRecord of(UsageRecordId id, MeteredCall call, Cost cost) {
        return new UsageRecord(
                id,
                call.attribution(),
                call.provider(),
                call.requestedModel(),
                call.servedModel(),
                call.serviceTier(),
                call.region(),
                call.reading(),
                cost,
                call.timing(),
                call.outcome(),
                call.made());
    }

    /** When the request was sent, to the millisecond. */
    public Instant createdAt() {
        return id.instant();
    }

    /** The model that is billed: the one that answered, or else the one that was asked. */
    public ModelName billedModel() {
        return servedModel == null ? model : servedModel;
    }

    /** What was used, as far as it is known. */
    public Quantities quantities() {
        return reading.knownQuantities();
    }
}
