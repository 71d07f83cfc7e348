package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokentally.domain.metering.InvalidQuantities;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the {@code usage} object of an answer, whether it uses the names of chat completions and embeddings
 * ({@code prompt_tokens}) or those of responses ({@code input_tokens}).
 *
 * <p>Cached, cache-write, audio and image tokens are parts of the input, reasoning, audio and image tokens parts of the
 * output. Cached tokens may themselves be audio. Where {@code cached_tokens_details} says how many, that holds. Where
 * it does not, parts are taken to be disjoint, unless together they exceed the input: then just the excess must have
 * been counted twice, and counts as cached audio, and after that as cached images.
 *
 * @see <a href="https://github.com/openai/openai-openapi">OpenAI's API description: CompletionUsage, ResponseUsage</a>
 */
final class UsageFigures {

    private UsageFigures() {}

    /**
     * Reads the usage of one answer. Where the input or the output has no figure, the usage is missing as a whole: half
     * of it would pass for all. Embeddings have no output.
     *
     * @param answer holds {@code usage} and, if it is a response, the {@code output} with the tool calls
     */
    static UsageReading read(MeteredApi api, JsonNode answer) {
        JsonNode usage = answer.path("usage");
        if (isAbsent(usage)) {
            return new UsageReading.Missing();
        }
        if (!usage.isObject()) {
            return new UsageReading.Invalid();
        }
        JsonNode input = either(usage, "prompt_tokens", "input_tokens");
        JsonNode output = either(usage, "completion_tokens", "output_tokens");
        if (isAbsent(input) || (isAbsent(output) && api != MeteredApi.EMBEDDINGS)) {
            return new UsageReading.Missing();
        }
        try {
            Quantities.Builder quantities = Quantities.builder();
            addInput(quantities, count(input), inputDetails(usage));
            addOutput(quantities, count(output), either(usage, "completion_tokens_details", "output_tokens_details"));
            ToolCalls.addTo(quantities, answer.path("output"));
            return new UsageReading.Reported(quantities.build());
        } catch (InvalidQuantities e) {
            return new UsageReading.Invalid();
        }
    }

    private static JsonNode inputDetails(JsonNode usage) {
        JsonNode details = either(usage, "prompt_tokens_details", "input_tokens_details");
        return details.isMissingNode() ? usage.path("input_token_details") : details;
    }

    private static void addInput(Quantities.Builder quantities, long whole, JsonNode details) {
        long cached = count(details.path("cached_tokens"));
        long written = count(details.path("cache_write_tokens"));
        long audio = count(details.path("audio_tokens"));
        long image = count(details.path("image_tokens"));
        requirePartsWithin(whole, cached, written, audio, image);

        JsonNode cachedDetails = details.path("cached_tokens_details");
        long cachedAudio = count(cachedDetails.path("audio_tokens"));
        long cachedImage = count(cachedDetails.path("image_tokens"));
        if (!cachedDetails.isObject()) {
            // The sum cannot overflow: each of the four is bounded.
            long excess = Math.max(0, cached + written + audio + image - whole);
            cachedAudio = Math.min(excess, audio);
            cachedImage = excess - cachedAudio;
        }
        Map<UsageUnit, Long> parts = new EnumMap<>(UsageUnit.class);
        parts.put(UsageUnit.CACHED_AUDIO_INPUT_TOKENS, cachedAudio);
        parts.put(UsageUnit.CACHED_INPUT_TOKENS, cached - cachedAudio);
        parts.put(UsageUnit.CACHE_WRITE_TOKENS, written);
        parts.put(UsageUnit.AUDIO_INPUT_TOKENS, audio - cachedAudio);
        parts.put(UsageUnit.IMAGE_INPUT_TOKENS, image - cachedImage);
        requirePartsWithin(cached, cachedAudio + cachedImage);
        quantities.addWhole(UsageUnit.INPUT_TOKENS, whole, parts);
    }

    /** Rejected predictions are part of the output and billed as such; so are accepted ones. */
    private static void addOutput(Quantities.Builder quantities, long whole, JsonNode details) {
        Map<UsageUnit, Long> parts = new EnumMap<>(UsageUnit.class);
        parts.put(UsageUnit.REASONING_TOKENS, count(details.path("reasoning_tokens")));
        parts.put(UsageUnit.AUDIO_OUTPUT_TOKENS, count(details.path("audio_tokens")));
        parts.put(UsageUnit.IMAGE_OUTPUT_TOKENS, count(details.path("image_tokens")));
        quantities.addWhole(UsageUnit.OUTPUT_TOKENS, whole, parts);
    }

    private static void requirePartsWithin(long whole, long... parts) {
        for (long part : parts) {
            if (part > whole) {
                throw new InvalidQuantities("A part of %d exceeds its whole of %d".formatted(part, whole));
            }
        }
    }

    /** A count; zero where there is none. */
    private static long count(JsonNode figure) {
        if (isAbsent(figure)) {
            return 0;
        }
        if (!figure.isNumber()) {
            throw new InvalidQuantities("A count must be a number, not " + figure.getNodeType());
        }
        BigDecimal value = figure.decimalValue();
        if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(Quantities.MAX_AMOUNT)) > 0) {
            throw new InvalidQuantities("A count is out of range");
        }
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw (InvalidQuantities) new InvalidQuantities("A count must be whole").initCause(e);
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static JsonNode either(JsonNode object, String name, String otherName) {
        JsonNode found = object.get(name);
        JsonNode other = found == null ? object.get(otherName) : found;
        return other == null ? MissingNode.getInstance() : other;
    }
}
