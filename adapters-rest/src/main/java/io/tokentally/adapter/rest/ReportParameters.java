package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.CallFilter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** What a report is asked for. A parameter that is empty is as good as left out. */
record ReportParameters(
        @Parameter(
                description =
                        "What is told of each group, with commas; groups are ordered by the first, the greatest first.",
                schema =
                        @Schema(
                                type = "string",
                                defaultValue = "cost,requests",
                                example = "cost,requests,total_tokens"))
        @Nullable
        String measures,

        @Parameter(
                description =
                        "What usage is told apart by: at most two of endpoint, operation, provider, model, snapshot, user,"
                                + " key, service_tier, region, price_version, status, failure_kind and cost_status, with"
                                + " a comma.",
                schema = @Schema(type = "string", example = "model,endpoint"))
        @Nullable
        String by,

        @Parameter(
                description = "How it is cut over time, in the time zone asked for.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"total", "hour", "day", "week", "month"},
                                defaultValue = "total"))
        @Nullable
        String grain,

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
                description = "How many groups are told; what the others have is one more row, which is called other.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "20"))
        @Min(1)
        @Max(ReportQuery.MAX_TOP)
        @Refusal("top must be a whole number from 1 to " + ReportQuery.MAX_TOP + ", not %s. Leave it out for "
                + ReportParameters.DEFAULT_TOP + ".")
        @Nullable
        Integer top,

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
                description = "Only calls that were made with the virtual key of this id.",
                schema = @Schema(type = "string", format = "uuid"))
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
                name = "cost_status",
                description = "Only calls whose cost is so.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"MEASURED", "ESTIMATED", "UNPRICED", "FREE"}))
        @BindParam("cost_status")
        @Nullable
        String costStatus) {

    private static final int DEFAULT_TOP = 20;
    private static final String DEFAULT_MEASURES = "cost,requests";
    private static final String REMEDY = "Correct it, or leave it out.";

    ReportQuery query(Period period) {
        Grain asked = grain == null ? Grain.TOTAL : one("grain", Grain.class, grain);
        return InvalidParameterException.refusedBy(
                asked == Grain.TOTAL ? "by" : "grain",
                REMEDY,
                () -> new ReportQuery(
                        Objects.requireNonNullElse(scope, UsageScope.OWN),
                        period,
                        asked,
                        by == null ? List.of() : several("by", Dimension.class, by),
                        filters(),
                        measuresAsked().getFirst(),
                        Objects.requireNonNullElse(top, DEFAULT_TOP)));
    }

    List<Measure> measuresAsked() {
        return several("measures", Measure.class, Objects.requireNonNullElse(measures, DEFAULT_MEASURES));
    }

    private Map<Dimension, String> filters() {
        Map<Dimension, String> filters = new EnumMap<>(Dimension.class);
        put(filters, Dimension.ENDPOINT, endpoint == null ? null : endpoint.value());
        put(filters, Dimension.OPERATION, operation);
        put(filters, Dimension.PROVIDER, provider == null ? null : provider.value());
        put(filters, Dimension.MODEL, model == null ? null : model.value());
        put(filters, Dimension.SNAPSHOT, snapshot);
        put(filters, Dimension.USER, user == null ? null : user.value());
        put(filters, Dimension.KEY, key);
        put(filters, Dimension.SERVICE_TIER, serviceTier);
        put(filters, Dimension.REGION, region);
        put(filters, Dimension.PRICE_VERSION, priceVersion);
        put(filters, Dimension.STATUS, status == null ? null : status.name());
        put(filters, Dimension.FAILURE_KIND, failureKind);
        put(filters, Dimension.COST_STATUS, costStatus);
        return filters;
    }

    /** What is longer than any value finds nothing, like any that nobody used. */
    private static void put(Map<Dimension, String> filters, Dimension dimension, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            filters.put(dimension, value);
        }
    }

    static <E extends Enum<E>> List<E> several(String parameter, Class<E> type, String words) {
        LinkedHashSet<E> constants = new LinkedHashSet<>();
        for (String word : words.split(",", -1)) {
            if (!constants.add(one(parameter, type, word.strip()))) {
                throw new InvalidParameterException(
                        parameter, "%s has %s twice. %s".formatted(parameter, word.strip(), REMEDY));
            }
        }
        return List.copyOf(constants);
    }

    private static <E extends Enum<E>> E one(String parameter, Class<E> type, String word) {
        return ApiEnumNames.constant(type, word)
                .orElseThrow(() -> new InvalidParameterException(
                        parameter,
                        "%s knows %s, not '%s'. %s"
                                .formatted(parameter, ApiEnumNames.words(type), shortened(word), REMEDY)));
    }

    private static String shortened(String word) {
        int most = 40;
        return word.length() <= most ? word : word.substring(0, most) + "…";
    }
}
