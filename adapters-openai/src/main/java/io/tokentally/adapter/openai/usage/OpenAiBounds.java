package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.wire.RequestLimit;
import io.tokentally.provider.wire.SelectiveJsonParser;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request can use at most. Limits hold for all that a model writes, reasoning among it, once for each answer that is asked
 * for. Reasoning that the caller hands back sealed is no longer than its seal, which is in the request.
 */
final class OpenAiBounds {

    private static final Set<String> TEXT_PARTS =
            Set.of("text", "input_text", "output_text", "refusal", "summary_text", "reasoning_text");

    /** Tools that the caller runs; all others are run by OpenAI. */
    private static final Set<String> RUN_BY_CALLER = Set.of("function", "custom");

    private static final Set<String> TEXT_ITEMS = Set.of("function_call", "custom_tool_call");

    private final MeteredApi api;
    private final SelectiveJsonParser request;
    private final Set<Unbounded> unbounded = EnumSet.noneOf(Unbounded.class);
    private long answers = 1;
    private @Nullable Long limit;

    private OpenAiBounds(MeteredApi api, SelectiveJsonParser request) {
        this.api = api;
        this.request = request;
    }

    /** Of a request in JSON. */
    static RequestBounds of(
            MeteredApi api, SelectiveJsonParser request, ModelName model, long bytes, @Nullable Region region) {
        OpenAiBounds bounds = new OpenAiBounds(api, request);
        bounds.addIf(!request.isClear() || request.all("model").size() > 1, Unbounded.OTHER);
        bounds.addIf(SearchModels.include(request.node().path("model")), Unbounded.TOOLS);
        bounds.take(model);
        return new RequestBounds(bytes, bounds.limit, bounds.answers, bounds.unbounded, bounds.tiers(), region);
    }

    /** Of a form, which brings a file to be heard or seen. */
    static RequestBounds ofForm(MeteredApi api, long bytes, @Nullable Region region) {
        return new RequestBounds(
                bytes,
                null,
                1,
                Set.of(api.listens() ? Unbounded.AUDIO : Unbounded.IMAGES),
                Set.of(ServiceTier.STANDARD),
                region);
    }

    private void take(ModelName model) {
        switch (api) {
            case CHAT_COMPLETIONS -> takeChat();
            case COMPLETIONS -> takeCompletion();
            case RESPONSES, RESPONSES_COMPACT -> takeResponse();
            case EMBEDDINGS, DECISIONS, MODERATIONS -> limit = 0L;
            case IMAGE_GENERATIONS, IMAGE_EDITS, IMAGE_VARIATIONS -> unbounded.add(Unbounded.IMAGES);
            case TRANSCRIPTIONS, TRANSLATIONS -> unbounded.add(Unbounded.AUDIO);
            case SPEECH -> takeSpeech(model);
        }
    }

    /** Older models are billed by the character that they speak, of which no byte has more than one. */
    private void takeSpeech(ModelName model) {
        if (model.value().startsWith("tts-1")) {
            limit = 0L;
        } else {
            unbounded.add(Unbounded.AUDIO);
        }
    }

    private void takeChat() {
        for (JsonNode messages : request.all("messages")) {
            addIf(!messages.isArray(), Unbounded.OTHER);
            for (JsonNode message : messages) {
                takeContent(message.path("content"));
                addIf(message.hasNonNull("audio"), Unbounded.AUDIO);
            }
        }
        request.all("tools").forEach(this::takeTools);
        addIf(!RequestLimit.isUnset(request, "web_search_options"), Unbounded.TOOLS);
        addIf(!RequestLimit.isUnset(request, "audio"), Unbounded.AUDIO);
        // What was predicted in vain is billed as output.
        addIf(!RequestLimit.isUnset(request, "prediction"), Unbounded.OTHER);
        for (JsonNode modalities : request.all("modalities")) {
            modalities.forEach(modality -> addIf(
                    !"text".equals(modality.textValue()),
                    "audio".equals(modality.textValue()) ? Unbounded.AUDIO : Unbounded.OTHER));
        }
        takeAnswers(1, "n");
        limitEach("max_tokens", "max_completion_tokens");
    }

    /** Each of several prompts is answered, and of the best of some all are billed. */
    private void takeCompletion() {
        long prompts = 1;
        for (JsonNode prompt : request.all("prompt")) {
            boolean isTokens = prompt.path(0).isNumber();
            prompts = Math.max(prompts, prompt.isArray() && !isTokens ? prompt.size() : 1);
        }
        takeAnswers(prompts, "n", "best_of");
        limitEach("max_tokens");
    }

    private void takeResponse() {
        addIf(
                !RequestLimit.isUnset(request, "previous_response_id", "conversation", "prompt"),
                Unbounded.STORED_CONVERSATION);
        for (JsonNode background : request.all("background")) {
            // What is made in the background is bounded as any other, and is set aside until it is made.
            addIf(!background.isNull() && !background.isBoolean(), Unbounded.OTHER);
        }
        // To compact what was said takes a pass that is billed.
        addIf(!RequestLimit.isUnset(request, "context_management"), Unbounded.OTHER);
        request.all("instructions").forEach(this::takeItems);
        request.all("input").forEach(this::takeItems);
        request.all("tools").forEach(this::takeTools);
        limitEach("max_output_tokens");
    }

    private void takeItems(JsonNode input) {
        addIf(input.isObject(), Unbounded.OTHER);
        input.forEach(this::takeItem);
    }

    private void takeItem(JsonNode item) {
        String type = item.path("type").asText(item.has("role") ? "message" : "item_reference");
        switch (type) {
            case "message" -> takeContent(item.path("content"));
            case "function_call_output", "custom_tool_call_output" -> takeContent(item.path("output"));
            case "reasoning" ->
                addIf(item.path("encrypted_content").asText("").isEmpty(), Unbounded.STORED_CONVERSATION);
            case "item_reference" -> unbounded.add(Unbounded.STORED_CONVERSATION);
            case "image_generation_call" -> unbounded.add(Unbounded.IMAGES);
            default -> addIf(!TEXT_ITEMS.contains(type), Unbounded.TOOLS);
        }
    }

    /** A text, or parts of which each says what it is. */
    private void takeContent(JsonNode content) {
        addIf(content.isObject(), Unbounded.OTHER);
        for (JsonNode part : content) {
            String type = part.isTextual() ? "text" : part.path("type").asText("");
            switch (type) {
                case "image_url", "input_image" -> unbounded.add(Unbounded.IMAGES);
                case "input_audio" -> unbounded.add(Unbounded.AUDIO);
                case "video_url", "input_video" -> unbounded.add(Unbounded.VIDEO);
                case "file", "input_file" -> unbounded.add(Unbounded.FILES);
                default -> addIf(!TEXT_PARTS.contains(type), Unbounded.OTHER);
            }
        }
    }

    private void takeTools(JsonNode tools) {
        addIf(!tools.isArray() && !tools.isNull(), Unbounded.OTHER);
        for (JsonNode tool : tools) {
            String type = tool.path("type").asText("");
            addIf(!RUN_BY_CALLER.contains(type), Unbounded.TOOLS);
            addIf(type.equals("image_generation"), Unbounded.IMAGES);
        }
    }

    private void takeAnswers(long prompts, String... members) {
        if (RequestLimit.isUnset(request, members)) {
            answers = prompts;
            return;
        }
        OptionalLong asked = RequestLimit.of(request, members);
        OptionalLong all = asked.isPresent() ? RequestLimit.times(asked.getAsLong(), prompts) : asked;
        answers = all.orElse(1);
        addIf(all.isEmpty(), Unbounded.OTHER);
    }

    private void limitEach(String... members) {
        OptionalLong each = RequestLimit.of(request, members);
        OptionalLong all = each.isPresent() ? RequestLimit.times(each.getAsLong(), answers) : each;
        limit = all.isPresent() ? all.getAsLong() : null;
    }

    private void addIf(boolean condition, Unbounded reason) {
        if (condition) {
            unbounded.add(reason);
        }
    }

    /** Who chooses none, or {@code auto}, has what the project is set to, which may be priority. */
    private Set<ServiceTier> tiers() {
        boolean mayChoose = api == MeteredApi.CHAT_COMPLETIONS || api == MeteredApi.RESPONSES;
        Set<ServiceTier> tiers = new HashSet<>();
        List<JsonNode> chosen = request.all("service_tier");
        for (JsonNode tier : chosen) {
            if (tier.isTextual() && !tier.textValue().equals("auto")) {
                tiers.add(OpenAiTier.of(tier.textValue()));
            } else {
                tiers.addAll(Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY));
            }
        }
        if (chosen.isEmpty()) {
            tiers.addAll(mayChoose ? Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY) : Set.of(ServiceTier.STANDARD));
        }
        return tiers;
    }
}
