package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refused calls one by one, as JSON. */
@JsonPropertyOrder({"organization", "samples"})
@Schema(name = "RefusedCallSamples", description = "The newest refused calls, of which the last hundred are kept")
record RefusedCallSamplesResponse(
        @Schema(description = "Absent for calls that are no organization's", example = "acme")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String organization,

        @Schema(description = "The newest first") List<Sample> samples) {

    /** @param organization absent for calls that are none's */
    static RefusedCallSamplesResponse of(@Nullable String organization, List<RefusedCall> calls) {
        return new RefusedCallSamplesResponse(
                organization, calls.stream().map(Sample::of).toList());
    }

    /** What was known of a call when it was refused. */
    @JsonPropertyOrder({
        "refusedAt",
        "reason",
        "virtualKeyId",
        "unknownKey",
        "userId",
        "provider",
        "endpoint",
        "operation",
        "model"
    })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RefusedCallSample", description = "What was not known yet is absent")
    record Sample(
            @Schema(format = "date-time", example = "2026-10-15T12:00:00.123456Z")
            String refusedAt,

            @Schema(description = "See docs/refused-calls.md", example = "model_not_allowed")
            String reason,

            @Schema(format = "uuid") @Nullable String virtualKeyId,

            @Schema(description = "How a key began that nobody knows", example = "tt_Abc12345") @Nullable
            String unknownKey,

            @Schema(description = "Whom the call was for", example = "member@acme.example") @Nullable
            String userId,

            @Schema(example = "openai") @Nullable String provider,

            @Schema(example = "extract_candidate_info") @Nullable
            String endpoint,

            @Schema(example = "chat.completions") @Nullable String operation,

            @Schema(description = "As the caller wrote it", example = "gpt-4.1-nano") @Nullable
            String model) {

        static Sample of(RefusedCall call) {
            RefusedKey key = call.key();
            return new Sample(
                    call.at().toString(),
                    call.reason().code(),
                    key == null || !key.isKey() ? null : key.id().toString(),
                    call.unknownKey(),
                    text(call.user()),
                    text(call.provider()),
                    text(call.endpoint()),
                    text(call.operation()),
                    text(call.model()));
        }

        private static @Nullable String text(@Nullable Object name) {
            return name == null ? null : name.toString();
        }
    }
}
