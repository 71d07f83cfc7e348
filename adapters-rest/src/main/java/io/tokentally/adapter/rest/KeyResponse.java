package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.VirtualKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual key as JSON; its secret only where it was just made. */
@JsonPropertyOrder({
    "id",
    "name",
    "prefix",
    "secret",
    "holder",
    "userId",
    "requestsPerMinute",
    "concurrentCalls",
    "policy",
    "createdBy",
    "createdAt",
    "expiresAt",
    "revokedAt",
    "lastUsedAt",
    "status",
    "hashedUnder",
    "oldHashUntil",
    "replaces",
    "replacedBy"
})
@Schema(name = "Key", description = "A key for calls through the gateway")
record KeyResponse(
        @Schema(format = "uuid") String id,
        @Schema(example = "laptop") String name,

        @Schema(description = "How the key begins", example = "tt_Abc12345")
        String prefix,

        @Schema(description = "The key itself, told this once; absent ever after")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret,

        @Schema(
                description = "Whether a person or a program has it",
                allowableValues = {"user", "service"})
        String holder,

        @Schema(description = "Whom its calls are counted for", example = "ada@example.org")
        String userId,

        @Schema(
                types = {"integer", "null"},
                description = "Null for the installation's limit")
        @Nullable
        Integer requestsPerMinute,

        @Schema(
                types = {"integer", "null"},
                description = "Null for the installation's limit")
        @Nullable
        Integer concurrentCalls,

        @Schema(description = "What it may do; unrestricted for keys that are older than policies")
        KeyPolicyJson policy,

        String createdBy,
        @Schema(format = "date-time") String createdAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "Null if it does not expire")
        @Nullable
        String expiresAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "Null if it was not revoked")
        @Nullable
        String revokedAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "Give or take a minute; null if it was never used")
        @Nullable
        String lastUsedAt,

        @Schema(allowableValues = {"active", "expired", "revoked"})
        String status,

        @Schema(
                description =
                        "Whether it is known by its hash under the current hashing key, or still under the old one",
                allowableValues = {"current", "old"})
        String hashedUnder,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description =
                        "Until when the key works by its old hash: used before, it is renewed; null if it is not old")
        @Nullable
        String oldHashUntil,

        @Schema(
                types = {"string", "null"},
                format = "uuid",
                description = "The key that it was made to replace; null if none")
        @Nullable
        String replaces,

        @Schema(
                types = {"string", "null"},
                format = "uuid",
                description = "The key that was made to replace it; null if none")
        @Nullable
        String replacedBy) {

    /** What stands beside a key: until when its old hash works, which key it replaced, and which replaced it. */
    record Beside(
            @Nullable Instant oldHashUntil,
            @Nullable VirtualKeyId replaces,
            @Nullable VirtualKeyId replacedBy) {}

    static KeyResponse of(VirtualKey key, Beside beside, Instant now) {
        return of(key, null, beside, now);
    }

    /** @param replaces absent if it is new by itself */
    static KeyResponse of(IssuedKey issued, @Nullable VirtualKeyId replaces, Instant now) {
        return of(issued.key(), issued.secret().value(), new Beside(null, replaces, null), now);
    }

    private static KeyResponse of(VirtualKey key, @Nullable String secret, Beside beside, Instant now) {
        return new KeyResponse(
                key.id().toString(),
                key.name(),
                key.prefix(),
                secret,
                ApiEnumNames.word(key.holder().kind()),
                key.holder().userId().value(),
                key.limits().requestsPerMinute(),
                key.limits().concurrentCalls(),
                KeyPolicyJson.of(key.policy()),
                key.createdBy().value(),
                key.createdAt().toString(),
                text(key.expiresAt()),
                text(key.revokedAt()),
                text(key.lastUsedAt()),
                ApiEnumNames.word(key.statusAt(now)),
                beside.oldHashUntil() == null ? "current" : "old",
                text(beside.oldHashUntil()),
                text(beside.replaces()),
                text(beside.replacedBy()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The keys that the viewer may know of. */
    @JsonPropertyOrder({"organization", "keys"})
    @Schema(name = "Keys")
    record All(String organization, List<KeyResponse> keys) {}

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "KeyResponse[" + id + "]";
    }
}
