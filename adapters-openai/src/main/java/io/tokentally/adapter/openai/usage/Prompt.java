package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.provider.wire.TokenEstimator;
import io.tokentally.provider.wire.Tokenizer;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of a model, where it is text and nothing else, so that its tokens can be counted. Chats take three
 * tokens around each message and three to begin the answer.
 *
 * @see <a href="https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken">OpenAI's cookbook: how to count
 *     tokens</a>
 */
final class Prompt {

    private static final int TOKENS_AROUND_MESSAGE = 3;
    private static final int TOKENS_BEFORE_ANSWER = 3;

    /** What makes a call use more than its texts: context that is kept elsewhere, other kinds of in- and output. */
    private static final Set<String> UNCOUNTABLE = Set.of(
            "previous_response_id",
            "conversation",
            "background",
            "web_search_options",
            "audio",
            "prediction",
            "functions");

    private static final Set<String> ITEMS = Set.of("message", "function_call", "function_call_output");
    private static final Set<String> PARTS = Set.of("text", "input_text", "output_text", "refusal");

    private final TokenEstimator text = new TokenEstimator();
    private long otherTokens;
    private boolean countable = true;

    private Prompt() {}

    /** The prompt of a request; absent if tokens cannot be counted. */
    static @Nullable Prompt of(MeteredApi api, ObjectNode body, ModelName model) {
        Prompt prompt = new Prompt();
        switch (api) {
            case CHAT_COMPLETIONS -> prompt.addMessages(body.path("messages"));
            case RESPONSES -> {
                prompt.countable &= !body.has("prompt");
                prompt.addInstructions(body.path("instructions"));
                prompt.addInput(body.path("input"));
            }
            case COMPLETIONS -> prompt.addTexts(body.path("prompt"));
            case EMBEDDINGS -> prompt.addTexts(body.path("input"));
            default -> prompt.countable = false;
        }
        prompt.addDefinitions(body);
        boolean hides = api != MeteredApi.EMBEDDINGS && reasonsOutOfSight(model, body);
        return prompt.countable && !hides ? prompt : null;
    }

    long tokens(Tokenizer tokenizer) {
        return text.tokens(tokenizer) + otherTokens;
    }

    /** @see <a href="https://github.com/openai/tiktoken/blob/main/tiktoken/model.py">Which model has which encoding</a> */
    static Tokenizer tokenizerOf(ModelName model) {
        String name = model.value();
        boolean older = name.equals("gpt-4")
                || Stream.of("text-embedding", "gpt-3.5", "gpt-4-", "davinci", "babbage")
                        .anyMatch(name::startsWith);
        return older ? Tokenizer.CL100K_BASE : Tokenizer.O200K_BASE;
    }

    private static boolean reasonsOutOfSight(ModelName model, ObjectNode body) {
        boolean asksForNone = Stream.of(
                        body.path("reasoning_effort"), body.path("reasoning").path("effort"))
                .anyMatch(effort -> "none".equals(effort.textValue()));
        boolean reasons = Stream.of("o1", "o3", "o4", "gpt-5", "codex").anyMatch(model.value()::startsWith);
        return reasons && !asksForNone && !model.value().startsWith("gpt-5-chat");
    }

    private void addMessages(JsonNode messages) {
        countable &= messages.isArray();
        otherTokens += TOKENS_BEFORE_ANSWER;
        messages.forEach(this::addMessage);
    }

    private void addMessage(JsonNode message) {
        otherTokens += TOKENS_AROUND_MESSAGE;
        text.add(message.path("role"));
        text.add(message.path("name"));
        addContent(message.path("content"));
        text.addAll(message.path("tool_calls"));
        countable &= !message.has("audio");
    }

    private void addInstructions(JsonNode instructions) {
        if (instructions.isTextual()) {
            otherTokens += TOKENS_AROUND_MESSAGE;
            text.add(instructions);
        }
        countable &= !instructions.isContainerNode();
    }

    private void addInput(JsonNode input) {
        otherTokens += TOKENS_BEFORE_ANSWER;
        if (input.isTextual()) {
            otherTokens += TOKENS_AROUND_MESSAGE;
            text.add(input);
            return;
        }
        countable &= input.isArray();
        for (JsonNode item : input) {
            countable &= ITEMS.contains(item.path("type").asText("message"));
            text.add(item.path("arguments"));
            text.add(item.path("output"));
            countable &= !item.path("output").isContainerNode();
            addMessage(item);
        }
    }

    /** A text or a list of parts, of which each must be text. */
    private void addContent(JsonNode content) {
        text.add(content);
        for (JsonNode part : content) {
            countable &= PARTS.contains(part.path("type").asText(""));
            text.add(part.path("text"));
            text.add(part.path("refusal"));
        }
    }

    /** A text, texts, tokens, or lists of tokens. */
    private void addTexts(JsonNode texts) {
        text.add(texts);
        otherTokens += texts.isNumber() ? 1 : 0;
        countable &= !texts.isObject();
        texts.forEach(this::addTexts);
    }

    /** Functions and schemas are put before the model as text; whatever else is a tool costs what nobody sees here. */
    private void addDefinitions(ObjectNode body) {
        UNCOUNTABLE.forEach(name -> countable &= isOff(body.path(name)));
        for (JsonNode tool : body.path("tools")) {
            countable &= "function".equals(tool.path("type").textValue());
        }
        text.addAll(body.path("tools"));
        text.addAll(body.path("response_format").path("json_schema"));
        text.addAll(body.path("text").path("format").path("schema"));
        for (JsonNode modality : body.path("modalities")) {
            countable &= "text".equals(modality.textValue());
        }
    }

    private static boolean isOff(JsonNode member) {
        return member.isMissingNode() || member.isNull() || (member.isBoolean() && !member.booleanValue());
    }
}
