package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.DayOfWeek;
import org.jspecify.annotations.Nullable;

/** By whose clocks days are to begin, and on which of them weeks are. */
@Schema(name = "TimeZoneRequest")
record TimeZoneRequest(
        @Schema(
                description = "The IANA name of a region",
                example = "Europe/Berlin",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        @Refusal("zone is missing: it must be the IANA name of a region, such as Europe/Berlin.")
        String zone,

        @Schema(
                description = "On which weeks begin; without it, it stays as it is",
                type = "string",
                allowableValues = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
        @Refusal("firstDayOfWeek must be a day such as monday or sunday. Leave it out to keep what it is.")
        @Nullable
        DayOfWeek firstDayOfWeek)
        implements ApiBody {}
