package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.text.Excerpt;
import io.tokentally.domain.text.ParsesOutsideInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a report is asked for. A parameter that is empty is as good as left out. */
@ParsesOutsideInput
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
                                + " key, service_tier, region, price_version, input_band, status, failure_kind, http_status,"
                                + " cost_status and, for a tag that an owner declared, tag: with its name, with a comma.",
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
                description =
                        "The earlier days that the same is told of, for the same groups. Where the period is still running,"
                                + " they end at the same time of day.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"previous_period", "month_before", "year_before"}))
        @Nullable
        String compare,

        @Parameter(
                description = "How many groups are told; what the others have is one more row, which is called other.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "20"))
        @Min(1)
        @Max(ReportQuery.MAX_TOP)
        @Refusal("top must be a whole number from 1 to " + ReportQuery.MAX_TOP + ", not %s. Leave it out for "
                + ReportParameters.DEFAULT_TOP + ".")
        @Nullable
        Integer top) {

    private static final int DEFAULT_TOP = 20;
    private static final String DEFAULT_MEASURES = "cost,requests";
    static final String REMEDY = "Correct it, or leave it out.";

    ReportQuery query(Period period, UsageParameters usage) {
        Grain asked = grain == null ? Grain.TOTAL : one("grain", Grain.class, grain);
        List<Measure> told = several("measures", Measure.class, Objects.requireNonNullElse(measures, DEFAULT_MEASURES));
        return InvalidParameterException.refusedBy(
                parameterAtFault(asked, told),
                REMEDY,
                () -> new ReportQuery(
                        usage.scopeAsked(),
                        period,
                        asked,
                        by == null ? List.of() : several("by", by, DimensionWords::dimension),
                        usage.filter().values(),
                        told,
                        Objects.requireNonNullElse(top, DEFAULT_TOP),
                        compare == null ? null : one("compare", Comparison.class, compare),
                        null));
    }

    /** Each parameter by itself is good; one of these does not go with the rest. */
    private String parameterAtFault(Grain asked, List<Measure> told) {
        if (!told.getFirst().isOrder()) {
            return "measures";
        }
        if (compare != null) {
            return "compare";
        }
        return asked == Grain.TOTAL ? "by" : "grain";
    }

    static <E extends Enum<E>> List<E> several(String parameter, Class<E> type, String words) {
        return several(parameter, words, (name, word) -> one(name, type, word));
    }

    /** @param reader of a word, after the name of the parameter */
    private static <T> List<T> several(String parameter, String words, BiFunction<String, String, T> reader) {
        LinkedHashSet<T> read = new LinkedHashSet<>();
        for (String word : words.split(",", -1)) {
            if (!read.add(reader.apply(parameter, word.strip()))) {
                throw new InvalidParameterException(
                        parameter, "%s has %s twice. %s".formatted(parameter, word.strip(), REMEDY));
            }
        }
        return List.copyOf(read);
    }

    static <E extends Enum<E>> E one(String parameter, Class<E> type, String word) {
        return ApiEnumNames.constant(type, word)
                .orElseThrow(() -> new InvalidParameterException(
                        parameter,
                        "%s knows %s, not '%s'. %s"
                                .formatted(parameter, ApiEnumNames.words(type), shortened(word), REMEDY)));
    }

    static String shortened(String word) {
        return Excerpt.of(word, 40);
    }
}
