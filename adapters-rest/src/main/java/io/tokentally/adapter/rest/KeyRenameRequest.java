package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.key.VirtualKey;
import jakarta.validation.constraints.NotNull;

/** What a key is to be called. */
@Schema(name = "KeyRenameRequest")
record KeyRenameRequest(
        @Schema(description = "What you call it", example = "laptop", maxLength = VirtualKey.MAX_NAME_LENGTH) @NotNull
        String name)
        implements ApiBody {

    /** @throws InvalidParameterException if it is no name */
    String chosen() {
        return Parameters.chosenName("name", name, VirtualKey.MAX_NAME_LENGTH);
    }
}
