package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A usage record as the ledger's statement takes it: one component per column, by the column's name in snake case. */
record UsageRecordRow(
        String createdAt,
        String userId,
        String organizationId,
        String endpoint,
        String model,
        long inputTokens,
        long outputTokens,
        long totalTokens,
        @Nullable String totalCost,
        long responseTimeMs,
        boolean success,
        UUID id,
        String provider,
        @Nullable String servedModel,
        String serviceTier,
        @Nullable String region,
        String attribution,
        @Nullable Map<String, String> tags,
        @Nullable UUID virtualKeyId,
        String usageReading,
        Map<UsageUnit, Long> quantities,
        CostStatus costStatus,
        String currency,
        List<UsageJson.Line> costLines,
        @Nullable String priceVersion,
        @Nullable String unpricedReason,
        @Nullable Long timeToFirstTokenMs,
        @Nullable String failureKind,
        @Nullable Integer httpStatus,
        @Nullable String errorType,
        @Nullable String errorCode) {

    static UsageRecordRow of(UsageRecord call) {
        Outcome.@Nullable Failure failure = call.outcome() instanceof Outcome.Failure failed ? failed : null;
        Duration toFirstToken = call.timing().timeToFirstToken();
        return new UsageRecordRow(
                call.createdAt().toString(),
                call.attribution().userId().value(),
                call.attribution().organizationId().value(),
                call.attribution().endpoint().value(),
                call.model().value(),
                call.quantities().inputTokens(),
                call.quantities().outputTokens(),
                call.quantities().totalTokens(),
                totalCost(call.cost()),
                call.timing().responseTime().toMillis(),
                call.outcome().isSuccess(),
                call.id().value(),
                call.provider().value(),
                call.servedModel() == null ? null : call.servedModel().value(),
                call.serviceTier().value(),
                call.region() == null ? null : call.region().value(),
                call.attribution().source().name().toLowerCase(Locale.ROOT),
                call.attribution().tags().isEmpty()
                        ? null
                        : call.attribution().tags().values(),
                call.attribution().keyId() == null
                        ? null
                        : call.attribution().keyId().value(),
                ReadingName.of(call.reading()),
                call.quantities().amounts(),
                call.cost().status(),
                call.cost().currency().getCurrencyCode(),
                UsageJson.costLines(call.cost().lines()),
                call.cost().priceVersion(),
                call.cost().unpricedReason() == null
                        ? null
                        : call.cost().unpricedReason().name(),
                toFirstToken == null ? null : toFirstToken.toMillis(),
                failure == null ? null : failure.kind().name(),
                failure == null ? null : failure.httpStatus(),
                failure == null ? null : failure.errorType(),
                failure == null ? null : failure.errorCode());
    }

    /** Nothing where it is not known, which is not the same as zero. */
    static @Nullable String totalCost(Cost cost) {
        return cost.status() == CostStatus.UNPRICED
                ? null
                : cost.total().amount().toPlainString();
    }
}
