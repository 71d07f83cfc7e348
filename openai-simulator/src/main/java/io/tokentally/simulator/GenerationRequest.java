package io.tokentally.simulator;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What either API asks of a model.
 *
 * @param model the name as asked for
 * @param messages the conversation, instructions included
 * @param format what the answer must look like
 * @param definitions the JSON of tools and schema, which counts as prompt
 * @param forcedTool the function that must be called, if any
 * @param webSearch whether the model may search the web
 * @param choices how many answers, from 1
 * @param maxTokens the most tokens an answer may have, reasoning included
 * @param stops texts before which an answer ends
 * @param servedTier the service tier that serves it
 * @param reasoningTokens how many tokens of thought one step of reasoning takes; 0 for models that do not reason
 * @param stream whether the answer comes as events
 * @param includeUsage whether a stream ends with its usage (chat completions only)
 */
record GenerationRequest(
        String model,
        List<Message> messages,
        OutputFormat format,
        String definitions,
        @Nullable FunctionTool forcedTool,
        boolean webSearch,
        int choices,
        int maxTokens,
        List<String> stops,
        String servedTier,
        int reasoningTokens,
        boolean stream,
        boolean includeUsage) {

    /** One message; the text of all its parts. */
    record Message(String role, String text) {}

    /** A function that the model may call; its parameters are a JSON schema. */
    record FunctionTool(String name, JsonNode parameters) {}

    /** What the answer must look like. */
    sealed interface OutputFormat {

        /** Prose. */
        record Prose() implements OutputFormat {}

        /** Any JSON object. */
        record AnyJson() implements OutputFormat {}

        /** A document that satisfies the schema. */
        record ToSchema(JsonNode schema) implements OutputFormat {}
    }

    GenerationRequest {
        messages = List.copyOf(messages);
        stops = List.copyOf(stops);
    }

    /** What the user says, without instructions; the whole conversation if the user says nothing. */
    String userText() {
        String user = messages.stream()
                .filter(message -> message.role().equals("user"))
                .map(Message::text)
                .collect(Collectors.joining("\n\n"));
        return user.isBlank() ? messages.stream().map(Message::text).collect(Collectors.joining("\n\n")) : user;
    }
}
