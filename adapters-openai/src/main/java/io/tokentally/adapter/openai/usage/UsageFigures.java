package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.wire.Counts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
     * of it would pass for all. Embeddings and decisions have no output.
     *
     * @param answer holds {@code usage} and, if it is a response, the {@code output} with the tool calls and {@code tool_usage}
     * @param imageModel makes the images of a response; absent where nobody can tell
     */
    static UsageReading read(MeteredApi api, JsonNode answer, @Nullable ModelName imageModel) {
        try {
            JsonNode usage = answer.path("usage");
            if (Counts.isAbsent(usage)) {
                return api.listens() ? seconds(answer.path("duration")) : new UsageReading.Missing();
            }
            if (!usage.isObject()) {
                return new UsageReading.Invalid();
            }
            return "duration".equals(usage.path("type").textValue())
                    ? seconds(usage.path("seconds"))
                    : tokens(api, usage, answer, imageModel);
        } catch (InvalidQuantitiesException e) {
            return new UsageReading.Invalid();
        }
    }

    /** Audio is billed by the second, to the nearest one. */
    private static UsageReading seconds(JsonNode seconds) {
        if (Counts.isAbsent(seconds)) {
            return new UsageReading.Missing();
        }
        return new UsageReading.Reported(Quantities.builder()
                .add(UsageUnit.AUDIO_SECONDS, Counts.rounded(seconds))
                .build());
    }

    private static UsageReading tokens(
            MeteredApi api, JsonNode usage, JsonNode answer, @Nullable ModelName imageModel) {
        JsonNode input = either(usage, "prompt_tokens", "input_tokens");
        JsonNode output = either(usage, "completion_tokens", "output_tokens");
        boolean isEmbedding = api == MeteredApi.EMBEDDINGS;
        boolean hasOutput = !isEmbedding && api != MeteredApi.DECISIONS;
        if (Counts.isAbsent(input) || (Counts.isAbsent(output) && hasOutput)) {
            return new UsageReading.Missing();
        }
        Quantities.Builder quantities = Quantities.builder();
        if (api == MeteredApi.DECISIONS) {
            return new UsageReading.Reported(
                    quantities.add(UsageUnit.INPUT_TOKENS, Counts.of(input)).build());
        }
        UsageUnit inputUnit = isEmbedding ? UsageUnit.EMBEDDING_INPUT_TOKENS : UsageUnit.INPUT_TOKENS;
        addInput(quantities, inputUnit, Counts.of(input), inputDetails(usage));
        addOutput(quantities, outputUnit(api, outputDetails(usage)), Counts.of(output), outputDetails(usage));
        ToolCalls.addTo(quantities, answer.path("output"), ToolUsage.webSearches(answer));
        if (api == MeteredApi.CHAT_COMPLETIONS && SearchModels.include(answer.path("model"))) {
            quantities.add(UsageUnit.WEB_SEARCHES, 1);
        }
        Quantities own = quantities.build();
        return ToolUsage.images(answer, imageModel)
                .map(images -> UsageReading.Reported.inParts(List.of(UsagePart.of("response", null, own), images)))
                .orElseGet(() -> new UsageReading.Reported(own));
    }

    /** What an image tool used, whose details are written as those of a response. */
    static Quantities ofImages(JsonNode usage) {
        Quantities.Builder quantities = Quantities.builder();
        JsonNode details = outputDetails(usage);
        addInput(quantities, UsageUnit.INPUT_TOKENS, Counts.of(usage.path("input_tokens")), inputDetails(usage));
        addOutput(
                quantities,
                details.isObject() ? UsageUnit.OUTPUT_TOKENS : UsageUnit.IMAGE_OUTPUT_TOKENS,
                Counts.of(usage.path("output_tokens")),
                details);
        return quantities.build();
    }

    /** What makes images puts out images, and what speaks puts out audio, unless the details tell more. */
    private static UsageUnit outputUnit(MeteredApi api, JsonNode details) {
        if (details.isObject()) {
            return UsageUnit.OUTPUT_TOKENS;
        }
        if (api.makesImages()) {
            return UsageUnit.IMAGE_OUTPUT_TOKENS;
        }
        return api == MeteredApi.SPEECH ? UsageUnit.AUDIO_OUTPUT_TOKENS : UsageUnit.OUTPUT_TOKENS;
    }

    /** Audio and realtime answers name the details in the singular. */
    private static JsonNode outputDetails(JsonNode usage) {
        JsonNode details = either(usage, "completion_tokens_details", "output_tokens_details");
        return details.isMissingNode() ? usage.path("output_token_details") : details;
    }

    /** As with the output. */
    private static JsonNode inputDetails(JsonNode usage) {
        JsonNode details = either(usage, "prompt_tokens_details", "input_tokens_details");
        return details.isMissingNode() ? usage.path("input_token_details") : details;
    }

    private static void addInput(Quantities.Builder quantities, UsageUnit unit, long whole, JsonNode details) {
        long cached = Counts.of(details.path("cached_tokens"));
        long written = Counts.of(details.path("cache_write_tokens"));
        long writtenFor12Hours = Counts.of(details.path("cache_write_12h_tokens"));
        long audio = Counts.of(details.path("audio_tokens"));
        long image = Counts.of(details.path("image_tokens"));
        requirePartsWithin(whole, cached, written, writtenFor12Hours, audio, image);

        JsonNode cachedDetails = details.path("cached_tokens_details");
        long cachedAudio = Counts.of(cachedDetails.path("audio_tokens"));
        long cachedImage = Counts.of(cachedDetails.path("image_tokens"));
        if (!cachedDetails.isObject()) {
            // The sum cannot overflow: each of the five is bounded.
            long excess = Math.max(0, cached + written + writtenFor12Hours + audio + image - whole);
            cachedAudio = Math.min(excess, audio);
            cachedImage = excess - cachedAudio;
        }
        Map<UsageUnit, Long> parts = new EnumMap<>(UsageUnit.class);
        parts.put(UsageUnit.CACHED_AUDIO_INPUT_TOKENS, cachedAudio);
        parts.put(UsageUnit.CACHED_IMAGE_INPUT_TOKENS, cachedImage);
        parts.put(UsageUnit.CACHED_INPUT_TOKENS, cached - cachedAudio - cachedImage);
        parts.put(UsageUnit.CACHE_WRITE_TOKENS, written);
        parts.put(UsageUnit.CACHE_WRITE_12H_TOKENS, writtenFor12Hours);
        parts.put(UsageUnit.AUDIO_INPUT_TOKENS, audio - cachedAudio);
        parts.put(UsageUnit.IMAGE_INPUT_TOKENS, image - cachedImage);
        requirePartsWithin(cached, cachedAudio + cachedImage);
        quantities.addWhole(unit, whole, parts);
    }

    /** Rejected predictions are part of the output and billed as such; so are accepted ones. */
    private static void addOutput(Quantities.Builder quantities, UsageUnit unit, long whole, JsonNode details) {
        Map<UsageUnit, Long> parts = new EnumMap<>(UsageUnit.class);
        parts.put(UsageUnit.REASONING_TOKENS, Counts.of(details.path("reasoning_tokens")));
        parts.put(UsageUnit.AUDIO_OUTPUT_TOKENS, Counts.of(details.path("audio_tokens")));
        parts.put(UsageUnit.IMAGE_OUTPUT_TOKENS, Counts.of(details.path("image_tokens")));
        quantities.addWhole(unit, whole, parts);
    }

    private static void requirePartsWithin(long whole, long... parts) {
        for (long part : parts) {
            if (part > whole) {
                throw new InvalidQuantitiesException("A part of %d exceeds its whole of %d".formatted(part, whole));
            }
        }
    }

    private static JsonNode either(JsonNode object, String name, String otherName) {
        JsonNode found = object.get(name);
        JsonNode other = found == null ? object.get(otherName) : found;
        return other == null ? MissingNode.getInstance() : other;
    }
}
