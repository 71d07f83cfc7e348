package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.ProviderKey;
import io.tokentally.domain.key.ProviderKeyTest;
import io.tokentally.domain.key.ReachableUpstream;
import io.tokentally.domain.metering.Provider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That there is a provider's key, as JSON. */
@JsonPropertyOrder({"provider", "hint", "storedBy", "storedAt", "lastTest"})
@Schema(name = "ProviderKey", description = "That the organization has stored a key for a provider, without the key")
record ProviderKeyResponse(
        @Schema(example = "openai") String provider,

        @Schema(description = "How the key ends", example = "4711")
        String hint,

        String storedBy,
        @Schema(format = "date-time") String storedAt,

        @Schema(description = "What came of testing this key last; null if nobody did") @Nullable
        Test lastTest) {

    static ProviderKeyResponse of(ProviderKey key) {
        return new ProviderKeyResponse(
                key.provider().value(),
                key.hint(),
                key.storedBy().value(),
                key.storedAt().toString(),
                key.lastTest() == null ? null : Test.of(key.lastTest()));
    }

    /** What came of asking the provider whether it knows a key. */
    @JsonPropertyOrder({"outcome", "status", "testedAt"})
    @Schema(name = "ProviderKeyTest")
    record Test(
            @Schema(
                    description =
                            "limited: the provider knows the key and has no more for it now; unclear: an answer that tells nothing"
                                    + " of the key",
                    allowableValues = {"works", "refused", "limited", "unclear", "unreachable", "timed_out"})
            String outcome,

            @Schema(
                    types = {"integer", "null"},
                    description = "The provider's HTTP status; null if it did not answer")
            @Nullable
            Integer status,

            @Schema(format = "date-time") String testedAt) {

        static Test of(ProviderKeyTest test) {
            return new Test(
                    ApiEnumNames.word(test.outcome()),
                    test.status(),
                    test.testedAt().toString());
        }
    }

    /** What is stored, and for which providers something can be. */
    @JsonPropertyOrder({"organization", "providers", "upstreams", "keys"})
    @Schema(name = "ProviderKeys")
    record All(
            String organization,

            @Schema(description = "For which a key can be stored", example = "[\"openai\", \"anthropic\"]")
            List<String> providers,

            @Schema(description = "What the gateway reaches under these names")
            List<Upstream> upstreams,

            List<ProviderKeyResponse> keys) {}

    /** A provider's server that the gateway reaches. */
    @JsonPropertyOrder({"name", "protocol", "path", "address", "prices"})
    @Schema(name = "Upstream")
    record Upstream(
            @Schema(example = "openai") String name,

            @Schema(description = "Whose protocol it speaks", example = "openai")
            String protocol,

            @Schema(description = "What clients are given after the gateway's address", example = "/openai/v1")
            String path,

            @Schema(description = "Where the gateway finds it", example = "https://api.openai.com/v1")
            String address,

            @Schema(description = "Whose list prices hold for it; null for nobody's", example = "openai") @Nullable
            String prices) {

        static Upstream of(ReachableUpstream upstream) {
            Provider prices = upstream.prices();
            return new Upstream(
                    upstream.name().value(),
                    upstream.protocol().value(),
                    upstream.path(),
                    upstream.address().toString(),
                    prices == null ? null : prices.value());
        }
    }
}
