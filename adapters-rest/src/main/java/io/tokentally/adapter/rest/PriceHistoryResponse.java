package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** All versions of a model's price as JSON. */
@JsonPropertyOrder({"organization", "provider", "model", "versions"})
@Schema(name = "PriceHistory", description = "Every version there has been, is, or is known to come, the newest first")
record PriceHistoryResponse(String organization, String provider, String model, List<PriceResponse> versions) {}
