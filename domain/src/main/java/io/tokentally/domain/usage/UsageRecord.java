package io.tokentally.domain.usage;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.pricing.Cost;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call in the ledger: whose it was, what it used, what it cost, how long it took and how it ended. Immutable.
 *
 * @param model as the caller asked for it
 * @param servedModel as the provider named it in its answer
 */
public record UsageRecord(
        UsageRecordId id,
        Attribution attribution,
        Provider provider,
        ModelName model,
        @Nullable ModelName servedModel,
        ServiceTier serviceTier,
        Quantities quantities,
        Cost cost,
        Timing timing,
        Outcome outcome) {

    /** When the request was sent, to the millisecond. */
    public Instant createdAt() {
        return id.instant();
    }
}
