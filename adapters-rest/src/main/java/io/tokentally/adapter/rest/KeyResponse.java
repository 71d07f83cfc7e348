package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
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
    "oldHashUntil"
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
        String oldHashUntil) {

    /** @param oldHashUntil absent if it is hashed under the current hashing key */
    static KeyResponse of(VirtualKey key, @Nullable Instant oldHashUntil, Instant now) {
        return of(key, null, oldHashUntil, now);
    }

    static KeyResponse of(IssuedKey issued, Instant now) {
        return of(issued.key(), issued.secret().value(), null, now);
    }

    private static KeyResponse of(
            VirtualKey key, @Nullable String secret, @Nullable Instant oldHashUntil, Instant now) {
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
                oldHashUntil == null ? "current" : "old",
                text(oldHashUntil));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
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
