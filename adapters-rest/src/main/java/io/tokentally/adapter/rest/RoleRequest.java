package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.Role;
import jakarta.validation.constraints.NotNull;

/** Which role a member is to have. */
@Schema(name = "RoleRequest")
record RoleRequest(
        @Schema(
                type = "string",
                allowableValues = {"member", "admin", "owner"})
        @NotNull
        Role role)
        implements ApiBody {}
