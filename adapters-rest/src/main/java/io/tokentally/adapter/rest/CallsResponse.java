package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of calls. */
@JsonPropertyOrder({"organization", "period", "total", "limit", "removedUntil", "calls", "nextCursor"})
@Schema(name = "Calls", description = "A page of calls, the newest first")
record CallsResponse(
        @Schema(example = "acme") String organization,
        PeriodResponse period,

        @Schema(description = "How many calls there are on all pages", example = "1")
        long total,

        @Schema(example = "50") int limit,

        @Schema(
                types = {"string", "null"},
                format = "date-time",
                description = "Calls before are gone by the organization's retention, and counted; null where none is")
        @Nullable
        Instant removedUntil,

        List<CallResponse> calls,

        @Schema(
                description = "What asks for the page behind this one; absent on the last",
                example = "AaE_bvoAcs8vG_o…")
        @Nullable
        String nextCursor) {}
