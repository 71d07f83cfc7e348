package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.summary.Period;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much is told of what failed. A parameter that is empty is as good as left out. */
record FailureParameters(
        @Parameter(
                description =
                        "The earlier days of which it is told how often the same failed. Where the period is still running, they"
                                + " end at the same time of day.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"previous_period", "month_before", "year_before"}))
        @Nullable
        String compare,

        @Parameter(
                description =
                        "How many groups are told; of the others how many there are, and their calls and cost together.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "20"))
        @Min(1)
        @Max(FailureQuery.MAX_TOP)
        @Refusal("top must be a whole number from 1 to " + FailureQuery.MAX_TOP + ", not %s. Leave it out for "
                + FailureParameters.DEFAULT_TOP + ".")
        @Nullable
        Integer top) {

    private static final int DEFAULT_TOP = 20;

    FailureQuery query(Period period, UsageParameters usage) {
        Comparison comparison = compare == null ? null : ReportParameters.one("compare", Comparison.class, compare);
        return InvalidParameterException.refusedBy(
                "compare",
                ReportParameters.REMEDY,
                () -> new FailureQuery(
                        usage.scopeAsked(),
                        period,
                        usage.filter().values(),
                        Objects.requireNonNullElse(top, DEFAULT_TOP),
                        comparison));
    }
}
