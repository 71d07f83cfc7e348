package io.tokentally.simulator;

import io.tokentally.simulator.GenerationRequest.FunctionTool;
import io.tokentally.simulator.GenerationRequest.Message;
import io.tokentally.simulator.GenerationRequest.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a chat completion.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create chat completion</a>
 */
final class ChatRequestReader {

    private static final Set<String> ROLES = Set.of("developer", "system", "user", "assistant", "tool", "function");
    private static final int MAX_CHOICES = 128;

    private ChatRequestReader() {}

    static GenerationRequest read(JsonNode body) {
        String model = RequestFields.model(body);
        OutputFormat format = format(body.path("response_format"));
        boolean stream = RequestFields.flag(body, "stream");
        int legacyMaximum = RequestFields.integer(body, "max_tokens", 1, Integer.MAX_VALUE);
        return new GenerationRequest(
                model,
                messages(body.path("messages")),
                format,
                definitions(body.path("tools"), format),
                forcedTool(body),
                false,
                choices(body),
                RequestFields.integer(body, "max_completion_tokens", 1, legacyMaximum),
                RequestFields.stops(body),
                RequestFields.servedTier(body),
                RequestFields.reasoningTokens(model, body.path("reasoning_effort")),
                stream,
                stream && RequestFields.flag(body.path("stream_options"), "include_usage"));
    }

    private static List<Message> messages(JsonNode array) {
        if (RequestFields.isAbsent(array)) {
            throw ApiException.missing("messages");
        }
        if (!array.isArray()) {
            throw ApiException.wrongType("messages", "an array of objects");
        }
        if (array.isEmpty()) {
            throw ApiException.invalid(
                    "messages", "empty_array", "Invalid 'messages': empty array. Expected at least one message.");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            messages.add(message(message, "messages[" + messages.size() + "]"));
        }
        return messages;
    }

    private static Message message(JsonNode message, String param) {
        String role = message.path("role").asString("");
        if (role.isEmpty()) {
            throw ApiException.missing(param + ".role");
        }
        if (!ROLES.contains(role)) {
            throw ApiException.invalid(param + ".role", "invalid_value", "Invalid value: '" + role + "'.");
        }
        JsonNode calls = message.path("tool_calls");
        String text =
                RequestFields.text(message.path("content")) + (RequestFields.isAbsent(calls) ? "" : calls.toString());
        if (text.isEmpty() && RequestFields.isAbsent(message.path("content"))) {
            throw ApiException.missing(param + ".content");
        }
        return new Message(role, text);
    }

    private static OutputFormat format(JsonNode format) {
        return switch (format.path("type").asString("text")) {
            case "text" -> new OutputFormat.Prose();
            case "json_object" -> new OutputFormat.AnyJson();
            case "json_schema" -> {
                JsonNode holder = format.path("json_schema");
                yield new OutputFormat.ToSchema(RequestFields.schema(holder, "response_format.json_schema.schema"));
            }
            default ->
                throw ApiException.invalid(
                        "response_format.type", "invalid_value", "Invalid value for 'response_format.type'.");
        };
    }

    private static String definitions(JsonNode tools, OutputFormat format) {
        String schema = format instanceof OutputFormat.ToSchema(JsonNode wanted) ? wanted.toString() : "";
        return RequestFields.schemaDefinition(tools) + schema;
    }

    private static int choices(JsonNode body) {
        int choices = RequestFields.integer(body, "n", 1, 1);
        if (choices > MAX_CHOICES) {
            throw ApiException.invalid(
                    "n", "integer_above_max_value", "Invalid 'n': expected a value <= " + MAX_CHOICES + ".");
        }
        return choices;
    }

    private static @Nullable FunctionTool forcedTool(JsonNode body) {
        JsonNode choice = body.path("tool_choice");
        String wanted = choice.path("function").path("name").asString("");
        if (wanted.isEmpty() && !choice.asString("").equals("required")) {
            return null;
        }
        for (JsonNode tool : body.path("tools")) {
            JsonNode function = tool.path("function");
            String name = function.path("name").asString("");
            if (!name.isEmpty() && (wanted.isEmpty() || wanted.equals(name))) {
                return new FunctionTool(name, function.path("parameters"));
            }
        }
        throw ApiException.invalid("tool_choice", "invalid_value", "'tool_choice' names no function among 'tools'.");
    }
}
