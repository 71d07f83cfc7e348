package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All versions of a model's price as JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"organization", "provider", "model", "versions"})
@Schema(name = "PriceHistory", description = "Every version there has been, is, or is known to come, the newest first")
record PriceHistoryResponse(
        @Nullable String organization, String provider, String model, List<PriceResponse> versions) {}
