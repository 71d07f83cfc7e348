package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A usage record as JSON. Its cost is a decimal in a string, as in {@link SummaryResponse}, and null if not known. */
@JsonPropertyOrder({
    "id",
    "createdAt",
    "userId",
    "attribution",
    "endpoint",
    "operation",
    "provider",
    "model",
    "servedModel",
    "modelShutDown",
    "serviceTier",
    "region",
    "inputTokens",
    "outputTokens",
    "totalTokens",
    "usage",
    "quantities",
    "usageParts",
    "cost",
    "currency",
    "costStatus",
    "freeOfCharge",
    "unpricedReason",
    "priceVersion",
    "inputBand",
    "costLines",
    "responseTimeMs",
    "timeToFirstTokenMs",
    "success",
    "error",
    "tags",
    "virtualKeyId",
    "providerRequestId",
    "clientIds",
    "attempt",
    "attemptOf",
    "attempts"
})
@Schema(name = "Call", description = "One call")
record CallResponse(
        @Schema(format = "uuid", example = "0199e7a5-1c00-7abc-8def-0123456789ab")
        String id,

        @Schema(description = "In UTC", format = "date-time", example = "2026-10-15T12:00:00Z")
        String createdAt,

        @Schema(example = "member@acme.example") String userId,

        @Schema(
                description =
                        "Where the user comes from: the caller or its key, a service that named somebody who is no"
                                + " member, or the configured default since nobody was named",
                allowableValues = {"context", "non_member", "default"})
        String attribution,

        @Schema(example = "extract_candidate_info") String endpoint,

        @Schema(
                types = {"string", "null"},
                description = "What was asked of the provider's API, whichever the endpoint; null for some older calls",
                example = "chat.completions")
        @Nullable
        String operation,

        @Schema(example = "openai") String provider,

        @Schema(description = "As the caller asked for it", example = "gpt-4.1-nano")
        String model,

        @Schema(
                types = {"string", "null"},
                description = "As the provider named it; null without an answer",
                example = "gpt-4.1-nano-2025-04-14")
        @Nullable
        String servedModel,

        @Schema(
                description =
                        "The day, in UTC, from which its provider had shut the model down, where it answered all the same and"
                                + " the call was priced at its last rates; absent otherwise",
                format = "date",
                example = "2026-10-23")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String modelShutDown,

        @Schema(example = "standard") String serviceTier,

        @Schema(
                types = {"string", "null"},
                description = "Where it was processed, if the provider sells regions apart",
                example = "eu")
        @Nullable
        String region,

        @Schema(example = "10000") long inputTokens,
        @Schema(example = "2500") long outputTokens,
        @Schema(example = "12500") long totalTokens,

        @Schema(
                description = "What is known of the usage, and from whom; estimated where tokens were counted here",
                allowableValues = {"reported", "estimated", "missing", "invalid", "not_billed"})
        String usage,

        @Schema(
                description = "By unit; none counted twice",
                example = "{\"input_tokens\": 10000, \"output_tokens\": 2500}")
        Map<String, Long> quantities,

        @Schema(description = "What the quantities are the sum of; absent where the call is billed as one")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<UsagePartResponse> usageParts,

        @Schema(
                types = {"string", "null"},
                description = "Exact, as a decimal in a string; null where it is not known",
                example = "0.002")
        @Nullable
        String cost,

        @Schema(example = "USD") String currency,

        @Schema(
                description = "How far the cost can be trusted",
                allowableValues = {"measured", "estimated", "unpriced", "free"})
        String costStatus,

        @Schema(
                description =
                        "Whether no provider bills such calls, however they end; they count in no sum. What is only free"
                                + " because it failed counts as a request")
        boolean freeOfCharge,

        @Schema(
                description = "Why the cost is not known; absent where it is",
                allowableValues = {
                    "no_price",
                    "no_price_book",
                    "no_prices_for_upstream",
                    "no_usage",
                    "invalid_usage",
                    "part_without_model",
                    "unknown_part"
                })
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String unpricedReason,

        @Schema(
                types = {"string", "null"},
                description = "The version of the price that was applied; null where none was")
        @Nullable
        String priceVersion,

        @Schema(
                types = {"string", "null"},
                description =
                        "The lengths of input that the price was for, in tokens, where long ones cost another; else null",
                example = "0-200000")
        @Nullable
        String inputBand,

        @Schema(description = "What adds up to the cost") List<CostLineResponse> costLines,

        @Schema(example = "850") long responseTimeMs,

        @Schema(
                types = {"integer", "null"},
                format = "int64",
                description = "Of a stream; null for a plain answer")
        @Nullable
        Long timeToFirstTokenMs,

        boolean success,

        @Schema(description = "Absent for a success") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        CallError error,

        @Schema(description = "What the caller said of it, by name", example = "{\"team\": \"search\"}")
        Map<String, String> tags,

        @Schema(
                types = {"string", "null"},
                format = "uuid",
                description = "The virtual key that it was made with; null if it did not come through the gateway")
        @Nullable
        String virtualKeyId,

        @Schema(description = "What the provider calls the request; absent where it told nothing", example = "req_0123")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String providerRequestId,

        @Schema(
                description = "What a coding agent told of its session, by header; absent where it told nothing",
                example = "{\"x-claude-code-session-id\": \"0199e7a5-1c00-7abc-8def-0123456789ab\"}")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> clientIds,

        @Schema(
                description =
                        "Which attempt of its call it is, counted from 1, where a client sends a call again; absent where it"
                                + " is not told, as of most calls that went well at once",
                minimum = "1",
                maximum = "1000",
                example = "2")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Integer attempt,

        @Schema(
                description =
                        "What the attempts of one call have in common, and nothing else; absent where the client did not"
                                + " tell which these are",
                format = "uuid",
                example = "5c1f0a52-3f0e-8d3b-9a51-6b1f5a1f7c10")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String attemptOf,

        @Schema(
                description =
                        "All attempts of the same call, this one too, the first first; of one call by its id alone,"
                                + " and absent where it is not told which these are")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<CallAttemptResponse> attempts) {

    /** @param shutdown that the call was answered after, if it was */
    static CallResponse of(UsageRecord call, Optional<ModelLifecycle> shutdown) {
        return of(call, shutdown, List.of());
    }

    /** @param attempts of the same call, this one among them */
    static CallResponse of(UsageRecord call, Optional<ModelLifecycle> shutdown, List<UsageRecord> attempts) {
        CallId attemptOf = call.trace().attempt().call();
        Quantities quantities = call.quantities();
        Cost cost = call.cost();
        Duration timeToFirstToken = call.timing().timeToFirstToken();
        return new CallResponse(
                call.id().toString(),
                call.createdAt().toString(),
                call.attribution().userId().value(),
                ApiEnumNames.word(call.attribution().source()),
                call.attribution().endpoint().value(),
                call.operation() == null ? null : call.operation().value(),
                call.provider().value(),
                call.model().value(),
                call.servedModel() == null ? null : call.servedModel().value(),
                shutdown.map(lifecycle -> lifecycle.shutDown().toString()).orElse(null),
                call.serviceTier().value(),
                call.region() == null ? null : call.region().value(),
                quantities.inputTokens(),
                quantities.outputTokens(),
                quantities.totalTokens(),
                ApiEnumNames.word(call.reading().kind()),
                byUnit(quantities),
                call.reading().parts().stream().map(UsagePartResponse::of).toList(),
                costOf(cost),
                cost.currency().getCurrencyCode(),
                ApiEnumNames.word(cost.status()),
                call.isFree(),
                cost.unpricedReason() == null ? null : ApiEnumNames.word(cost.unpricedReason()),
                cost.priceVersion(),
                inputBandOf(cost),
                cost.lines().stream().map(CostLineResponse::of).toList(),
                call.timing().responseTime().toMillis(),
                timeToFirstToken == null ? null : timeToFirstToken.toMillis(),
                call.outcome().isSuccess(),
                call.outcome() instanceof Outcome.Failure failure ? CallError.of(failure) : null,
                call.attribution().tags().values(),
                call.attribution().keyId() == null
                        ? null
                        : call.attribution().keyId().toString(),
                call.trace().providerRequestId(),
                call.trace().clientIds(),
                call.trace().attempt().number(),
                attemptOf == null ? null : attemptOf.toString(),
                attempts.stream().map(CallAttemptResponse::of).toList());
    }

    static @Nullable String inputBandOf(Cost cost) {
        return cost.inputBand() == null ? null : cost.inputBand().toString();
    }

    static @Nullable String costOf(Cost cost) {
        return cost.status() == CostStatus.UNPRICED
                ? null
                : cost.total().amount().toPlainString();
    }

    static Map<String, Long> byUnit(Quantities quantities) {
        Map<String, Long> byUnit = new TreeMap<>();
        quantities.amounts().forEach((unit, amount) -> byUnit.put(ApiEnumNames.word(unit), amount));
        return byUnit;
    }

    /** How a call failed. */
    @JsonPropertyOrder({"kind", "httpStatus", "type", "code"})
    @Schema(description = "How a call failed; the provider's message is not kept")
    record CallError(
            @Schema(
                    allowableValues = {
                        "provider_error",
                        "timeout",
                        "connection_failed",
                        "stream_interrupted",
                        "invalid_response",
                        "cancelled"
                    })
            String kind,

            @Schema(example = "429") @Nullable Integer httpStatus,

            @Schema(description = "The provider's word", example = "insufficient_quota") @Nullable
            String type,

            @Schema(description = "The provider's word", example = "rate_limit_exceeded") @Nullable
            String code) {

        static CallError of(Outcome.Failure failure) {
            return new CallError(
                    ApiEnumNames.word(failure.kind()), failure.httpStatus(), failure.errorType(), failure.errorCode());
        }
    }
}
