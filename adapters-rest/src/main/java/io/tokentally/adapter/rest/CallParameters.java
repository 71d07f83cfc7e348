package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallFilter.Status;
import io.tokentally.domain.usage.CallOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which calls are asked for. A parameter that is empty is as good as left out. */
record CallParameters(
        @Parameter(
                description = "Whose calls: the viewer's own, or, for admins and owners, the whole organization's.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"own", "organization"},
                                defaultValue = "own"))
        @Refusal("scope must be own or organization, not %s. Leave it out for own.")
        @Nullable
        UsageScope scope,

        @Parameter(
                description = "Only calls of this endpoint, such as extract_candidate_info.",
                schema = @Schema(type = "string", maxLength = Endpoint.MAX_LENGTH))
        @Nullable
        Endpoint endpoint,

        @Parameter(
                description =
                        "Only calls that this model served, whichever of its snapshots, such as gpt-4.1-nano; or this"
                                + " snapshot, such as gpt-4.1-nano-2025-04-14.",
                schema = @Schema(type = "string", maxLength = ModelName.MAX_LENGTH))
        @Nullable
        ModelName model,

        @Parameter(
                description = "Only calls that ended so.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"succeeded", "failed"}))
        @Refusal("status: it must be succeeded or failed, not %s. " + Parameters.FILTER_REMEDY)
        @Nullable
        Status status,

        @Parameter(
                description = "Only calls of this user.",
                schema = @Schema(type = "string", maxLength = UserId.MAX_LENGTH))
        @Nullable
        UserId user) {

    CallQuery query(Period period) {
        return new CallQuery(
                Objects.requireNonNullElse(scope, UsageScope.OWN),
                period,
                new CallFilter(endpoint, model, status, user),
                CallOrder.NEWEST_FIRST);
    }
}
