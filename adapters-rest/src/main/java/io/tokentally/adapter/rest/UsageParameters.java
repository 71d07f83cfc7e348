package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** Whose usage is asked for, and which of it. A parameter that is empty is as good as left out. */
record UsageParameters(
        @Parameter(
                description = "Whose usage: the viewer's own, or, for admins and owners, the whole organization's.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"own", "organization"},
                                defaultValue = "own"))
        @Refusal("scope must be own or organization, not %s. Leave it out for own.")
        @Nullable
        UsageScope scope,

        @Parameter(
                description = "Only what this endpoint used.",
                schema = @Schema(type = "string", maxLength = Endpoint.MAX_LENGTH))
        @Nullable
        Endpoint endpoint,

        @Parameter(description = "Only what this provider answered.", schema = @Schema(type = "string", maxLength = 60))
        @Nullable
        Provider provider,

        @Parameter(
                description = "Only what this model served, whichever of its snapshots; or this snapshot.",
                schema = @Schema(type = "string", maxLength = ModelName.MAX_LENGTH))
        @Nullable
        ModelName model,

        @Parameter(
                description = "Only what this user used.",
                schema = @Schema(type = "string", maxLength = UserId.MAX_LENGTH))
        @Nullable
        UserId user,

        @Parameter(description = "Only calls of this operation of a provider's API.", schema = @Schema(type = "string"))
        @Nullable
        String operation,

        @Parameter(description = "Only what this model served by exactly this name.", schema = @Schema(type = "string"))
        @Nullable
        String snapshot,

        @Parameter(
                description =
                        "Only calls that were made with the virtual key of this id, or of one of these, between commas: one key"
                                + " and the one that it replaced.",
                schema = @Schema(type = "string"))
        @Nullable
        String key,

        @Parameter(
                name = "service_tier",
                description = "Only calls of this service tier.",
                schema = @Schema(type = "string"))
        @BindParam("service_tier")
        @Nullable
        String serviceTier,

        @Parameter(description = "Only calls that were processed in this region.", schema = @Schema(type = "string"))
        @Nullable
        String region,

        @Parameter(
                name = "price_version",
                description = "Only calls that this version of a price was applied to.",
                schema = @Schema(type = "string"))
        @BindParam("price_version")
        @Nullable
        String priceVersion,

        @Parameter(
                name = "input_band",
                description =
                        "Only calls whose price was for these lengths of input, in tokens, such as 0-200000 or 200001-; long ones of"
                                + " some models cost another.",
                schema = @Schema(type = "string"))
        @BindParam("input_band")
        @Nullable
        String inputBand,

        @Parameter(
                description = "Only calls that ended so.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"succeeded", "failed"}))
        @Refusal("status: it must be succeeded or failed, not %s. " + Parameters.FILTER_REMEDY)
        CallFilter.@Nullable Status status,

        @Parameter(
                name = "failure_kind",
                description = "Only calls that failed so, such as TIMEOUT.",
                schema = @Schema(type = "string"))
        @BindParam("failure_kind")
        @Nullable
        String failureKind,

        @Parameter(
                name = "http_status",
                description = "Only calls that failed with this HTTP status of the provider's, such as 429.",
                schema = @Schema(type = "string"))
        @BindParam("http_status")
        @Nullable
        String httpStatus,

        @Parameter(
                name = "cost_status",
                description = "Only calls whose cost is so.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"MEASURED", "ESTIMATED", "UNPRICED", "FREE"}))
        @BindParam("cost_status")
        @Nullable
        String costStatus,

        @Parameter(
                description =
                        "Only calls with this tag: its name, = and its value, or nothing for calls without it; once for each tag."
                                + " Reports know the tags that an owner declared, lists and exports any.",
                array = @ArraySchema(schema = @Schema(type = "string", example = "team=search")))
        @Nullable
        TagFilters tag,

        @Parameter(
                description =
                        "Only calls that have none of these, between commas: operation, key, region, price_version,"
                                + " input_band, failure_kind, http_status.",
                schema = @Schema(type = "string", example = "key"))
        @Nullable
        String without) {

    private static final String WITHOUT = "without";

    UsageScope scopeAsked() {
        return Objects.requireNonNullElse(scope, UsageScope.OWN);
    }

    CallQuery query(Period period) {
        return new CallQuery(scopeAsked(), period, filter());
    }

    CallFilter filter() {
        Map<Dimension, String> filters = new HashMap<>();
        put(filters, Attribute.ENDPOINT, endpoint == null ? null : endpoint.value());
        put(filters, Attribute.OPERATION, operation);
        put(filters, Attribute.PROVIDER, provider == null ? null : provider.value());
        put(filters, Attribute.MODEL, model == null ? null : model.value());
        put(filters, Attribute.SNAPSHOT, snapshot);
        put(filters, Attribute.USER, user == null ? null : user.value());
        put(filters, Attribute.KEY, key);
        put(filters, Attribute.SERVICE_TIER, serviceTier);
        put(filters, Attribute.REGION, region);
        put(filters, Attribute.PRICE_VERSION, priceVersion);
        put(filters, Attribute.INPUT_BAND, inputBand);
        put(filters, Attribute.STATUS, status == null ? null : status.name());
        put(filters, Attribute.FAILURE_KIND, failureKind);
        put(filters, Attribute.HTTP_STATUS, httpStatus);
        put(filters, Attribute.COST_STATUS, costStatus);
        if (tag != null) {
            filters.putAll(tag.values());
        }
        return without(new CallFilter(filters));
    }

    private CallFilter without(CallFilter filter) {
        if (without == null || without.isEmpty()) {
            return filter;
        }
        CallFilter narrowed = filter;
        for (Attribute attribute : ReportParameters.several(WITHOUT, Attribute.class, without)) {
            CallFilter wider = narrowed;
            narrowed = InvalidParameterException.refusedBy(
                    WITHOUT, Parameters.FILTER_REMEDY, () -> wider.without(attribute));
        }
        return narrowed;
    }

    /** What is longer than any value finds nothing, like any that nobody used. */
    private static void put(Map<Dimension, String> filters, Dimension dimension, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            filters.put(dimension, value);
        }
    }
}
