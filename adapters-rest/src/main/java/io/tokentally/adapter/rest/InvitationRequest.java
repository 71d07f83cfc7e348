package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Role;
import jakarta.validation.constraints.NotNull;

/** Who is to be invited. */
@Schema(name = "InvitationRequest")
record InvitationRequest(
        @Schema(implementation = String.class, format = "email", example = "ada@example.org") @NotNull
        EmailAddress address,

        @Schema(
                type = "string",
                allowableValues = {"member", "admin", "owner"})
        @NotNull
        Role role)
        implements ApiBody {}
