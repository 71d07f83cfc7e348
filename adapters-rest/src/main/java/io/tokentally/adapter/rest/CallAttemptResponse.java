package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/** One of several attempts of a call, told with each of the others. */
@JsonPropertyOrder({"id", "attempt", "createdAt", "success", "error", "cost", "costStatus"})
@Schema(name = "CallAttempt", description = "One attempt of a call: a call of its own, of that id")
record CallAttemptResponse(
        @Schema(format = "uuid", example = "0199e7a5-1c00-7abc-8def-0123456789ab")
        String id,

        @Schema(
                types = {"integer", "null"},
                description = "Counted from 1; null where it is not told",
                example = "1")
        @Nullable
        Integer attempt,

        @Schema(description = "In UTC", format = "date-time", example = "2026-10-15T12:00:00Z")
        String createdAt,

        boolean success,

        @Schema(description = "Absent for a success") @JsonInclude(JsonInclude.Include.NON_NULL)
        CallResponse.@Nullable CallError error,

        @Schema(
                types = {"string", "null"},
                description = "Exact, as a decimal in a string; null where it is not known",
                example = "0.002")
        @Nullable
        String cost,

        @Schema(allowableValues = {"measured", "estimated", "unpriced", "free"})
        String costStatus) {

    static CallAttemptResponse of(UsageRecord call) {
        return new CallAttemptResponse(
                call.id().toString(),
                call.trace().attempt().number(),
                call.createdAt().toString(),
                call.outcome().isSuccess(),
                call.outcome() instanceof Outcome.Failure failure ? CallResponse.CallError.of(failure) : null,
                CallResponse.costOf(call.cost()),
                ApiEnumNames.word(call.cost().status()));
    }
}
