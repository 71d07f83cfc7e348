package io.tokentally.adapter.rest;

import static io.tokentally.adapter.rest.InvalidParameterException.quote;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;
import java.util.function.Function;
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
        @Nullable
        String scope,

        @Parameter(
                description = "Only calls of this endpoint, such as extract_candidate_info.",
                schema = @Schema(type = "string", maxLength = Endpoint.MAX_LENGTH))
        @Nullable
        String endpoint,

        @Parameter(
                description = "Only calls of this model, such as gpt-4.1-nano.",
                schema = @Schema(type = "string", maxLength = ModelName.MAX_LENGTH))
        @Nullable
        String model,

        @Parameter(
                description = "Only calls that ended so.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"succeeded", "failed"}))
        @Nullable
        String status,

        @Parameter(
                description = "Only calls of this user.",
                schema = @Schema(type = "string", maxLength = UserId.MAX_LENGTH))
        @Nullable
        String user) {

    CallQuery query(Period period) {
        CallFilter filter = new CallFilter(
                read("endpoint", endpoint, Endpoint::new),
                read("model", model, ModelName::new),
                read("status", status, CallParameters::statusOf),
                read("user", user, UserId::new));
        return new CallQuery(Parameters.scope(scope), period, filter, CallOrder.NEWEST_FIRST);
    }

    private static <T> @Nullable T read(String parameter, @Nullable String value, Function<String, T> domain) {
        String text = Parameters.given(value);
        return text == null
                ? null
                : InvalidParameterException.refusedBy(parameter, Parameters.FILTER_REMEDY, () -> domain.apply(text));
    }

    private static CallFilter.Status statusOf(String value) {
        return switch (value) {
            case "succeeded" -> CallFilter.Status.SUCCEEDED;
            case "failed" -> CallFilter.Status.FAILED;
            default -> throw new IllegalArgumentException("it must be succeeded or failed, not " + quote(value));
        };
    }
}
