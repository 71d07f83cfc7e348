package io.tokentally.simulator;

import io.tokentally.simulator.Generation.Choice;
import io.tokentally.simulator.Generation.FunctionCall;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a generation as a response.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses/object">The response object</a>
 */
final class ResponseJson {

    private final JsonNode request;
    private final Generation generation;
    private final FaultPlan faults;
    private final String id = Ids.next("resp_");
    private final List<ObjectNode> output;

    ResponseJson(JsonNode request, GenerationRequest read, Generation generation, FaultPlan faults) {
        this.request = request;
        this.generation = generation;
        this.faults = faults;
        this.output = output(read, generation);
    }

    /** How it ends: {@code completed}, {@code incomplete} or {@code failed}. */
    String status() {
        if (faults.has(Fault.Defect.FAILED)) {
            return "failed";
        }
        return generation.choices().getFirst().cut() ? "incomplete" : "completed";
    }

    /** The response before there is output. */
    ObjectNode begun() {
        return response("in_progress", List.of(), NullNode.getInstance());
    }

    /** The whole response, as it ends. */
    ObjectNode ended() {
        String status = status();
        if (status.equals("failed")) {
            ObjectNode error =
                    Json.object().put("code", "server_error").put("message", "The model failed to answer, on demand.");
            return response(status, List.of(), NullNode.getInstance()).set("error", error);
        }
        ObjectNode json = response(status, output, UsageJson.response(generation.usage(), faults));
        if (status.equals("incomplete")) {
            json.set("incomplete_details", Json.object().put("reason", "max_output_tokens"));
        }
        return json;
    }

    List<ObjectNode> output() {
        return output;
    }

    private ObjectNode response(String status, List<ObjectNode> items, JsonNode usage) {
        ArrayNode outputJson = Json.array();
        items.forEach(outputJson::add);
        ObjectNode json = Json.object()
                .put("id", id)
                .put("object", "response")
                .put("created_at", generation.createdEpochSeconds())
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", generation.model())
                .set("output", outputJson)
                .put("service_tier", generation.tier())
                .set("usage", usage);
        echo(json, "instructions", NullNode.getInstance());
        echo(json, "max_output_tokens", NullNode.getInstance());
        echo(json, "metadata", Json.object());
        echo(json, "parallel_tool_calls", Json.read("true"));
        echo(json, "previous_response_id", NullNode.getInstance());
        echo(json, "temperature", Json.read("1.0"));
        echo(json, "text", Json.object().set("format", Json.object().put("type", "text")));
        echo(json, "tool_choice", Json.text("auto"));
        echo(json, "tools", Json.array());
        echo(json, "top_p", Json.read("1.0"));
        return json;
    }

    private void echo(ObjectNode json, String name, JsonNode whenAbsent) {
        JsonNode asked = request.path(name);
        json.set(name, RequestFields.isAbsent(asked) ? whenAbsent : asked);
    }

    private static List<ObjectNode> output(GenerationRequest read, Generation generation) {
        List<ObjectNode> output = new ArrayList<>();
        if (generation.usage().reasoning() > 0) {
            output.add(Json.object()
                    .put("id", Ids.next("rs_"))
                    .put("type", "reasoning")
                    .set("summary", Json.array()));
        }
        Choice choice = generation.choices().getFirst();
        FunctionCall call = choice.call();
        if (call != null) {
            output.add(functionCall(call));
            return output;
        }
        if (read.webSearch()) {
            output.add(webSearch(read.userText()));
        }
        output.add(message(choice));
        return output;
    }

    private static ObjectNode functionCall(FunctionCall call) {
        return Json.object()
                .put("id", Ids.next("fc_"))
                .put("type", "function_call")
                .put("status", "completed")
                .put("call_id", Ids.next("call_"))
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private static ObjectNode webSearch(String userText) {
        String query = String.join(
                " ", TextGenerator.keywords(userText).stream().limit(6).toList());
        return Json.object()
                .put("id", Ids.next("ws_"))
                .put("type", "web_search_call")
                .put("status", "completed")
                .set("action", Json.object().put("type", "search").put("query", query));
    }

    private static ObjectNode message(Choice choice) {
        return Json.object()
                .put("id", Ids.next("msg_"))
                .put("type", "message")
                .put("role", "assistant")
                .put("status", choice.cut() ? "incomplete" : "completed")
                .set("content", Json.array(textPart(choice.text())));
    }

    static ObjectNode textPart(String text) {
        return Json.object()
                .put("type", "output_text")
                .put("text", text)
                .set("annotations", Json.array())
                .set("logprobs", Json.array());
    }
}
