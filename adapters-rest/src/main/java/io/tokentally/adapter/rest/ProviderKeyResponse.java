package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.ProviderKey;
import java.util.List;

/** That there is a provider's key, as JSON. */
@JsonPropertyOrder({"provider", "hint", "storedBy", "storedAt"})
@Schema(name = "ProviderKey", description = "That the organization has stored a key for a provider, without the key")
record ProviderKeyResponse(
        @Schema(example = "openai") String provider,

        @Schema(description = "How the key ends", example = "4711")
        String hint,

        String storedBy,
        @Schema(format = "date-time") String storedAt) {

    static ProviderKeyResponse of(ProviderKey key) {
        return new ProviderKeyResponse(
                key.provider().value(),
                key.hint(),
                key.storedBy().value(),
                key.storedAt().toString());
    }

    /** What is stored, and for which providers something can be. */
    @JsonPropertyOrder({"organization", "providers", "keys"})
    @Schema(name = "ProviderKeys")
    record All(
            String organization,

            @Schema(description = "For which a key can be stored", example = "[\"openai\", \"anthropic\"]")
            List<String> providers,

            List<ProviderKeyResponse> keys) {}
}
