package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of prices as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"organization", "at", "total", "offset", "limit", "prices"})
@Schema(name = "Prices", description = "A page of the prices in force, by provider, model and tier")
record PricesResponse(
        @Schema(example = "acme", description = "Who pays them; absent where they are those of the list") @Nullable
        String organization,

        @Schema(format = "date-time", description = "The instant at which they hold")
        String at,

        @Schema(description = "How many prices there are on all pages")
        long total,

        @Schema(example = "0") int offset,
        @Schema(example = "200") int limit,
        List<PriceResponse> prices) {}
