package io.tokentally.simulator;

import io.tokentally.simulator.GenerationRequest.FunctionTool;
import io.tokentally.simulator.GenerationRequest.Message;
import io.tokentally.simulator.GenerationRequest.OutputFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the body of a response.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/create">Create a model response</a>
 */
final class ResponsesRequestReader {

    private ResponsesRequestReader() {}

    static GenerationRequest read(JsonNode body) {
        String model = RequestFields.model(body);
        OutputFormat format = format(body.path("text").path("format"));
        return new GenerationRequest(
                model,
                messages(body),
                format,
                definitions(body.path("tools"), format),
                forcedTool(body),
                hasWebSearch(body.path("tools")),
                1,
                RequestFields.integer(body, "max_output_tokens", 16, Integer.MAX_VALUE),
                List.of(),
                RequestFields.servedTier(body),
                RequestFields.reasoningTokens(model, body.path("reasoning").path("effort")),
                RequestFields.flag(body, "stream"),
                true);
    }

    private static List<Message> messages(JsonNode body) {
        List<Message> messages = new ArrayList<>();
        JsonNode instructions = body.path("instructions");
        if (instructions.isString()) {
            messages.add(new Message("developer", instructions.stringValue()));
        }
        JsonNode input = body.path("input");
        if (input.isString()) {
            messages.add(new Message("user", input.stringValue()));
        } else if (input.isArray()) {
            input.forEach(item -> messages.add(item(item)));
        } else if (RequestFields.isAbsent(input)) {
            throw ApiException.missing("input");
        } else {
            throw ApiException.wrongType("input", "a string or an array of input items");
        }
        return messages;
    }

    private static Message item(JsonNode item) {
        if (item.path("type").asString("message").equals("message")) {
            return new Message(item.path("role").asString("user"), RequestFields.text(item.path("content")));
        }
        return new Message("tool", item.toString());
    }

    private static OutputFormat format(JsonNode format) {
        return switch (format.path("type").asString("text")) {
            case "text" -> new OutputFormat.Prose();
            case "json_object" -> new OutputFormat.AnyJson();
            case "json_schema" -> new OutputFormat.ToSchema(RequestFields.schema(format, "text.format.schema"));
            default ->
                throw ApiException.invalid(
                        "text.format.type", "invalid_value", "Invalid value for 'text.format.type'.");
        };
    }

    private static String definitions(JsonNode tools, OutputFormat format) {
        String schema = format instanceof OutputFormat.ToSchema(JsonNode wanted) ? wanted.toString() : "";
        return RequestFields.schemaDefinition(tools) + schema;
    }

    private static boolean hasWebSearch(JsonNode tools) {
        for (JsonNode tool : tools) {
            if (tool.path("type").asString("").startsWith("web_search")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable FunctionTool forcedTool(JsonNode body) {
        JsonNode choice = body.path("tool_choice");
        boolean named = choice.path("type").asString("").equals("function");
        if (!named && !choice.asString("").equals("required")) {
            return null;
        }
        String wanted = named ? choice.path("name").asString("") : "";
        for (JsonNode tool : body.path("tools")) {
            String name = tool.path("name").asString("");
            if (tool.path("type").asString("").equals("function") && (wanted.isEmpty() || wanted.equals(name))) {
                return new FunctionTool(name, tool.path("parameters"));
            }
        }
        if (hasWebSearch(body.path("tools"))) {
            return null;
        }
        throw ApiException.invalid("tool_choice", "invalid_value", "'tool_choice' names no function among 'tools'.");
    }
}
