package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A page of calls. */
@JsonPropertyOrder({"organization", "period", "total", "offset", "limit", "calls"})
@Schema(name = "Calls", description = "A page of calls, the newest first")
record CallsResponse(
        @Schema(example = "acme") String organization,
        PeriodResponse period,

        @Schema(description = "How many calls there are on all pages", example = "1")
        long total,

        @Schema(example = "0") int offset,
        @Schema(example = "50") int limit,
        List<CallResponse> calls) {}
