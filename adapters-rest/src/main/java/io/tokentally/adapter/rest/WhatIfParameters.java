package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.whatif.WhatIfQuery;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How calls are priced otherwise. A parameter that is empty is as good as left out. */
record WhatIfParameters(
        @Parameter(
                description =
                        "The model that the others are priced as, though it may cost more; without it each model of the same provider that was used, too, and costs less.",
                schema = @Schema(type = "string", maxLength = ModelName.MAX_LENGTH))
        @Nullable
        ModelName instead,

        @Parameter(
                description = "The discount on all that a provider bills, in percent.",
                schema = @Schema(type = "string", defaultValue = "10"))
        @Nullable
        String discount,

        @Parameter(
                description = "How many alternatives are told, those that save most first.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "20"))
        @Min(1)
        @Max(ReportQuery.MAX_TOP)
        @Refusal("top must be a whole number from 1 to " + ReportQuery.MAX_TOP + ", not %s. Leave it out for "
                + WhatIfParameters.DEFAULT_TOP + ".")
        @Nullable
        Integer top) {

    private static final int DEFAULT_TOP = 20;
    private static final String DEFAULT_DISCOUNT = "10";

    WhatIfQuery query(Period period, UsageParameters usage) {
        String percent = discount == null || discount.isEmpty() ? DEFAULT_DISCOUNT : discount;
        try {
            return new WhatIfQuery(
                    usage.scopeAsked(), period, usage.filter().values(), instead, Percentage.of(percent));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "discount",
                    "discount must be a number of percent, more than 0 and at most 100 with at most 6 decimals, not %s. Leave it out for %s."
                            .formatted(InvalidParameterException.quote(percent), DEFAULT_DISCOUNT));
        }
    }

    int most() {
        return Objects.requireNonNullElse(top, DEFAULT_TOP);
    }
}
