package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.alert.AlertKind;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which alerts nobody is to be told of, and until when. */
@Schema(name = "AlertMuteRequest")
record AlertMuteRequest(
        @Schema(type = "string", description = "Of which kind; by default of all", example = "budget") @Nullable
        AlertKind kind,

        @Schema(
                description = "Of which subject, by values as alerts tell them; by default of all",
                example = "{\"rule\": \"…\"}")
        @Nullable
        Map<String, String> subject,

        @Schema(
                format = "date-time",
                description = "Within a year",
                example = "2027-01-04T08:00:00Z",
                requiredMode = Schema.RequiredMode.REQUIRED)
        @NotNull
        Instant until)
        implements ApiBody {}
