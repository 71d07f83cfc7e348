package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.Session.Scope;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Set;

/** Which API token is to be made. */
@Schema(name = "TokenRequest")
record TokenRequest(
        @Schema(description = "What you call it", example = "nightly report", maxLength = ApiToken.MAX_NAME_LENGTH)
        @NotNull
        String name,

        @ArraySchema(
                minItems = 1,
                uniqueItems = true,
                schema =
                        @Schema(
                                type = "string",
                                description = "What it may do, as far as you may",
                                allowableValues = {
                                    "own_usage",
                                    "organization_usage",
                                    "prices",
                                    "keys",
                                    "members",
                                    "metrics"
                                }))
        @Refusal("scopes must be an array of one or more of own_usage, organization_usage, prices, keys, members,"
                + " metrics.")
        @JsonSetter(contentNulls = Nulls.FAIL)
        @NotEmpty
        Set<Scope> scopes,

        @Schema(format = "date-time", description = "From when on it is refused, a year from now at most") @NotNull
        Instant expiresAt)
        implements ApiBody {

    /** @throws InvalidParameterException if the name is none */
    NewApiToken wanted() {
        return InvalidParameterException.refusedBy(
                "name", Parameters.BODY_REMEDY, () -> new NewApiToken(name, scopes, expiresAt));
    }
}
