package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.provider.wire.Counts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a response's built-in tools used beside its own model: {@code tool_usage}. Images are the work of another model, and are
 * billed as such; whether they were asked for faster does not matter to it.
 */
final class ToolUsage {

    private static final String IMAGE_GENERATION = "image_generation";

    private ToolUsage() {}

    /** How often the web was searched, as the provider counts it; zero where it does not say. */
    static long webSearches(JsonNode answer) {
        JsonNode requests = answer.path("tool_usage").path("web_search").path("num_requests");
        return Counts.isAbsent(requests) ? 0 : Counts.of(requests);
    }

    /**
     * The images of a response, as a part of its usage; none where it made none.
     *
     * @param model which makes them; absent where nobody can tell
     */
    static Optional<UsagePart> images(JsonNode answer, @Nullable ModelName model) {
        JsonNode usage = answer.path("tool_usage").path("image_gen");
        if (Counts.isAbsent(usage) || isZero(usage)) {
            return madeAny(answer.path("output"))
                    ? Optional.of(UsagePart.flawed(IMAGE_GENERATION, model, Quantities.NONE, Flaw.NO_FIGURES))
                    : Optional.empty();
        }
        try {
            Quantities quantities = UsageFigures.ofImages(usage);
            return Optional.of(
                    model == null
                            ? UsagePart.flawed(IMAGE_GENERATION, null, quantities, Flaw.NO_MODEL)
                            : new UsagePart(
                                    IMAGE_GENERATION,
                                    model,
                                    ServiceTier.STANDARD,
                                    quantities,
                                    quantities.inputTokens(),
                                    null));
        } catch (InvalidQuantitiesException e) {
            return Optional.of(UsagePart.flawed(IMAGE_GENERATION, model, Quantities.NONE, Flaw.INVALID_FIGURES));
        }
    }

    private static boolean isZero(JsonNode usage) {
        return usage.path("input_tokens").asLong() == 0
                && usage.path("output_tokens").asLong() == 0;
    }

    /** One that failed made nothing. */
    private static boolean madeAny(JsonNode output) {
        for (JsonNode item : output) {
            if ("image_generation_call".equals(item.path("type").textValue())
                    && !"failed".equals(item.path("status").textValue())) {
                return true;
            }
        }
        return false;
    }
}
