package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.ProviderSecret;
import jakarta.validation.constraints.NotNull;

/** The key of a provider's that is to be stored. */
@Schema(name = "ProviderKeyRequest")
record ProviderKeyRequest(
        @Schema(
                implementation = String.class,
                description = "As the provider gave it to you; it never comes out again",
                format = "password")
        @NotNull
        ProviderSecret secret)
        implements ApiBody {}
