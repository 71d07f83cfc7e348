package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.provider.wire.TokenEstimator;

/** Finds in an answer the text that the model generated, in case its tokens must be counted. */
final class GeneratedText {

    private GeneratedText() {}

    /** Adds a choice of a chat completion or of a legacy one. */
    static void addMessage(TokenEstimator text, JsonNode choice) {
        text.add(choice.path("text"));
        addParts(text, choice.path("message"));
    }

    /**
     * Adds a choice of a chunk.
     *
     * @return whether there is more than the role, with which a stream begins
     */
    static boolean addDelta(TokenEstimator text, JsonNode choice) {
        text.add(choice.path("text"));
        addParts(text, choice.path("delta"));
        return isContent(choice.path("text"))
                || choice.path("delta").properties().stream()
                        .filter(member -> !member.getKey().equals("role"))
                        .anyMatch(member -> isContent(member.getValue()));
    }

    /** Adds the items of a response's output. */
    static void addItems(TokenEstimator text, JsonNode output) {
        for (JsonNode item : output) {
            text.add(item.path("name"));
            text.add(item.path("arguments"));
            for (JsonNode part : item.path("content")) {
                text.add(part.path("text"));
                text.add(part.path("refusal"));
            }
        }
    }

    private static void addParts(TokenEstimator text, JsonNode message) {
        text.add(message.path("content"));
        text.add(message.path("refusal"));
        text.add(message.path("reasoning_content"));
        for (JsonNode call : message.path("tool_calls")) {
            text.add(call.path("function").path("name"));
            text.add(call.path("function").path("arguments"));
        }
    }

    private static boolean isContent(JsonNode value) {
        return !value.isMissingNode()
                && !value.isNull()
                && !(value.isTextual() && value.textValue().isEmpty());
    }
}
