package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How refused calls are told apart. A parameter that is empty is as good as left out. */
record RefusedCallsParameters(
        @Parameter(
                description = "What they are told apart by: reason, key, or both with a comma.",
                schema = @Schema(type = "string", defaultValue = "reason", example = "reason,key"))
        @Nullable
        String by,

        @Parameter(
                description = "How they are cut over time, in the time zone asked for.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"total", "hour", "day", "week", "month"},
                                defaultValue = "total"))
        @Refusal("grain must be total, hour, day, week or month, not %s. Leave it out for total.")
        @Nullable
        Grain grain,

        @Parameter(
                description = "How many groups are told; what the others have is one more row, which is called other.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "20"))
        @Min(1)
        @Max(ReportQuery.MAX_TOP)
        @Refusal("top must be a whole number from 1 to " + ReportQuery.MAX_TOP + ", not %s. Leave it out for "
                + RefusedCallsParameters.DEFAULT_TOP + ".")
        @Nullable
        Integer top) {

    private static final int DEFAULT_TOP = 20;

    RefusalQuery query(UsageScope scope, Period period) {
        List<Dimension> dimensions =
                by == null ? List.of(Dimension.REASON) : ReportParameters.several("by", Dimension.class, by);
        return InvalidParameterException.refusedBy(
                "grain",
                "Correct it, or leave it out.",
                () -> new RefusalQuery(
                        scope,
                        period,
                        Objects.requireNonNullElse(grain, Grain.TOTAL),
                        dimensions,
                        Objects.requireNonNullElse(top, DEFAULT_TOP)));
    }
}
