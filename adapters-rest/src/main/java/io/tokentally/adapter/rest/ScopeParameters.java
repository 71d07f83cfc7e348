package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UsageScope;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How far somebody looks. */
record ScopeParameters(
        @Parameter(
                description = "Whose keys: the viewer's own, or, for admins and owners, all of the organization.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"own", "organization"},
                                defaultValue = "own"))
        @Refusal("scope must be own or organization, not %s. Leave it out for own.")
        @Nullable
        UsageScope scope) {

    UsageScope asked() {
        return Objects.requireNonNullElse(scope, UsageScope.OWN);
    }
}
