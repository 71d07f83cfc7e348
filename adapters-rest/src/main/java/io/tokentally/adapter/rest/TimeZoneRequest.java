package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/** By whose clocks days are to begin. */
@Schema(name = "TimeZoneRequest")
record TimeZoneRequest(
        @Schema(
                description = "The IANA name of a region",
                example = "Europe/Berlin",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        @Refusal("zone is missing: it must be the IANA name of a region, such as Europe/Berlin.")
        String zone)
        implements ApiBody {}
