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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
                        "What usage is told apart by: at most two of endpoint, provider, model and user, with a comma.",
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
        UserId user) {

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
        if (endpoint != null) {
            filters.put(Dimension.ENDPOINT, endpoint.value());
        }
        if (provider != null) {
            filters.put(Dimension.PROVIDER, provider.value());
        }
        if (model != null) {
            filters.put(Dimension.MODEL, model.value());
        }
        if (user != null) {
            filters.put(Dimension.USER, user.value());
        }
        return filters;
    }

    private static <E extends Enum<E>> List<E> several(String parameter, Class<E> type, String words) {
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
