package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.retention.RetentionTerm;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** How long calls are to be kept. */
@Schema(name = "RetentionRequest")
record RetentionRequest(
        @Schema(
                description = "Whole months beside the current one, in UTC; without it for ever",
                minimum = "1",
                maximum = "1200")
        @Min(RetentionTerm.LEAST_MONTHS)
        @Max(RetentionTerm.MOST_MONTHS)
        @Refusal("months must be a whole number from " + RetentionTerm.LEAST_MONTHS + " to " + RetentionTerm.MOST_MONTHS
                + ". Leave it out to keep calls for ever.")
        @Nullable
        Integer months)
        implements ApiBody {}
