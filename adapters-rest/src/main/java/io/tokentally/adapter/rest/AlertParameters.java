package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.alert.AlertEventId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertState;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which alerts are asked for. A parameter that is empty is as good as left out. */
record AlertParameters(
        @Parameter(
                description = "Only those in this state.",
                schema =
                        @Schema(
                                type = "string",
                                allowableValues = {"ok", "no_data", "warning", "over"}))
        @Nullable
        String state,

        @Parameter(description = "Only those of this kind.", schema = @Schema(type = "string", example = "budget"))
        @Nullable
        String kind,

        @Parameter(
                description = "Only those noted before the one with this id: the last one of a page leads to the next.",
                schema = @Schema(type = "string", format = "uuid"))
        @Nullable
        String before,

        @Parameter(
                description = "How many at most, the newest first.",
                schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
        @Min(1)
        @Max(AlertFilter.MAX_LIMIT)
        @Refusal("limit must be a whole number from 1 to " + AlertFilter.MAX_LIMIT + ", not %s. Leave it out for "
                + AlertParameters.DEFAULT_LIMIT + ".")
        @Nullable
        Integer limit) {

    private static final int DEFAULT_LIMIT = 50;

    /** @throws InvalidParameterException if one of them is nothing of its kind */
    AlertFilter filter() {
        return new AlertFilter(
                state == null
                        ? null
                        : InvalidParameterException.refusedBy(
                                "state", Parameters.FILTER_REMEDY, () -> AlertState.of(state)),
                kind == null
                        ? null
                        : InvalidParameterException.refusedBy(
                                "kind", Parameters.FILTER_REMEDY, () -> new AlertKind(kind)),
                null,
                before == null ? null : event(before),
                Objects.requireNonNullElse(limit, DEFAULT_LIMIT));
    }

    private static AlertEventId event(String id) {
        try {
            return new AlertEventId(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    "before", "before: it must be the id of an alert. " + Parameters.FILTER_REMEDY);
        }
    }
}
