package io.tokentally.adapter.persistence.usage;

import io.tokentally.codec.LedgerColumns;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mapstruct.Mapper;
import org.mapstruct.Mapping;
import org.mapstruct.ReportingPolicy;

/** Makes usage records of the ledger's rows. Methods that make another record of one are no properties, and ignored. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR)
interface UsageRecordMapper {

    @Mapping(target = "call", source = ".")
    @Mapping(target = "cost", source = ".")
    @Mapping(target = "withCost", ignore = true)
    UsageRecord toUsageRecord(UsageRecordEntity row);

    @Mapping(target = "startedAt", source = "createdAt")
    @Mapping(target = "attribution", source = ".")
    @Mapping(target = "requestedModel", source = "model")
    @Mapping(target = "reading", source = ".")
    @Mapping(target = "timing", source = ".")
    @Mapping(target = "outcome", source = ".")
    @Mapping(target = "billedOnce", ignore = true)
    @Mapping(target = "made", expression = "java(java.util.List.of())")
    @Mapping(target = "isFree", source = "free")
    @Mapping(target = "trace", source = ".")
    @Mapping(target = "withTrace", ignore = true)
    @Mapping(target = "recordedAt", ignore = true)
    @Mapping(target = "withReading", ignore = true)
    MeteredCall toMeteredCall(UsageRecordEntity row);

    default UsageRecordId id(UUID value) {
        return new UsageRecordId(value);
    }

    default @Nullable Operation operation(@Nullable String value) {
        return value == null ? null : new Operation(value);
    }

    default Provider provider(String value) {
        return new Provider(value);
    }

    default @Nullable ModelName model(@Nullable String value) {
        return value == null ? null : new ModelName(value);
    }

    default ServiceTier serviceTier(String value) {
        return new ServiceTier(value);
    }

    default @Nullable Region region(@Nullable String value) {
        return value == null ? null : new Region(value);
    }

    default UsageReading reading(UsageRecordEntity call) {
        return LedgerColumns.reading(call.getUsageReading(), call.getQuantities(), call.getUsageParts());
    }

    default Attribution attribution(UsageRecordEntity call) {
        return new Attribution(
                new OrganizationId(call.getOrganizationId()),
                new UserId(call.getUserId()),
                new Endpoint(call.getEndpoint()),
                Attribution.Source.valueOf(call.getAttribution().toUpperCase(Locale.ROOT)),
                call.getTags() == null ? Tags.NONE : LedgerColumns.tags(call.getTags()),
                call.getVirtualKeyId() == null ? null : new VirtualKeyId(call.getVirtualKeyId()));
    }

    default CallTrace trace(UsageRecordEntity call) {
        return new CallTrace(
                call.getClientIds() == null ? Map.of() : LedgerColumns.clientIds(call.getClientIds()),
                call.getProviderRequestId(),
                new CallAttempt(
                        call.getAttempt(), call.getAttemptOf() == null ? null : new CallId(call.getAttemptOf())));
    }

    default Cost cost(UsageRecordEntity call) {
        Currency currency = Currency.getInstance(call.getCurrency());
        String reason = call.getUnpricedReason();
        return new Cost(
                CostStatus.valueOf(call.getCostStatus()),
                currency,
                LedgerColumns.costLines(call.getCostLines(), currency),
                call.getPriceVersion(),
                call.getInputBand() == null ? null : InputBand.of(call.getInputBand()),
                reason == null ? null : UnpricedReason.valueOf(reason));
    }

    default Timing timing(UsageRecordEntity call) {
        Long toFirstToken = call.getTimeToFirstTokenMs();
        return new Timing(
                Duration.ofMillis(call.getResponseTimeMs()),
                toFirstToken == null ? null : Duration.ofMillis(toFirstToken));
    }

    default Outcome outcome(UsageRecordEntity call) {
        String kind = call.getFailureKind();
        return kind == null
                ? new Outcome.Success()
                : new Outcome.Failure(
                        Outcome.Failure.Kind.valueOf(kind),
                        call.getHttpStatus(),
                        call.getErrorType(),
                        call.getErrorCode());
    }
}
