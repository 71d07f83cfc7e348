package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a period's cost is explained against. A parameter that is empty is as good as left out. */
record ChangeParameters(
        @Parameter(
                description =
                        "The earlier days that the cost is explained against. Where the period is still running, they end at the"
                                + " same time of day.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"previous_period", "month_before", "year_before"},
                                defaultValue = "previous_period"))
        @Nullable
        String compare,

        @Parameter(
                description =
                        "How many units of models are told of each cause, the largest first; the others are told together.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "10"))
        @Min(1)
        @Max(ReportQuery.MAX_TOP)
        @Refusal("top must be a whole number from 1 to " + ReportQuery.MAX_TOP + ", not %s. Leave it out for "
                + ChangeParameters.DEFAULT_TOP + ".")
        @Nullable
        Integer top) {

    private static final int DEFAULT_TOP = 10;

    ChangeQuery query(Period period, UsageParameters usage) {
        Comparison comparison = compare == null
                ? Comparison.PREVIOUS_PERIOD
                : ReportParameters.one("compare", Comparison.class, compare);
        return InvalidParameterException.refusedBy(
                "compare",
                ReportParameters.REMEDY,
                () -> new ChangeQuery(usage.scopeAsked(), period, usage.filter().values(), comparison));
    }

    int cells() {
        return Objects.requireNonNullElse(top, DEFAULT_TOP);
    }
}
