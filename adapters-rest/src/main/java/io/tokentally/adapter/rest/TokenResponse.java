package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API token as JSON, never the token itself. */
@JsonPropertyOrder({"id", "name", "userId", "organization", "scopes", "createdAt", "expiresAt", "lastUsedAt"})
@Schema(name = "Token", description = "What a program shows this API")
record TokenResponse(
        @Schema(format = "uuid") String id,
        @Schema(example = "nightly report") String name,

        @Schema(description = "Whom it acts for", example = "ada@example.org")
        String userId,

        @Schema(
                types = {"string", "null"},
                description = "The one that it acts in; null for one that reads metrics")
        @Nullable
        String organization,

        @Schema(description = "What it may do, as far as its person may")
        List<String> scopes,

        @Schema(format = "date-time") String createdAt,
        @Schema(format = "date-time") String expiresAt,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "Give or take half a minute; null if it was never used")
        @Nullable
        String lastUsedAt) {

    static TokenResponse of(ApiToken token) {
        return new TokenResponse(
                token.id().toString(),
                token.name(),
                token.holder().userId().value(),
                id(token.organizationId()),
                token.scopes().stream().sorted().map(ApiEnumNames::word).toList(),
                token.createdAt().toString(),
                token.expiresAt().toString(),
                token.lastUsedAt() == null ? null : token.lastUsedAt().toString());
    }

    private static @Nullable String id(@Nullable OrganizationId organizationId) {
        return organizationId == null ? null : organizationId.value();
    }

    /** Tokens that have not ended. */
    @Schema(name = "Tokens")
    record All(List<TokenResponse> tokens) {

        static All of(List<ApiToken> tokens) {
            return new All(tokens.stream().map(TokenResponse::of).toList());
        }
    }

    /** One that was just made. */
    @JsonPropertyOrder({"name", "organization", "scopes", "expiresAt", "secret"})
    @Schema(name = "NewToken")
    record Made(
            String name,

            @Schema(types = {"string", "null"}) @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String organization,

            List<String> scopes,
            @Schema(format = "date-time") String expiresAt,

            @Schema(description = "The token itself, told this once")
            String secret) {

        static Made of(NewApiToken wanted, @Nullable OrganizationId organizationId, ApiTokenSecret secret) {
            return new Made(
                    wanted.name(),
                    id(organizationId),
                    wanted.scopes().stream().sorted().map(ApiEnumNames::word).toList(),
                    wanted.expiresAt().toString(),
                    secret.value());
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Made[" + name + "]";
        }
    }
}
