package io.tokentally.simulator;

import io.tokentally.simulator.Generation.Choice;
import io.tokentally.simulator.Generation.FunctionCall;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chat completions, plain and streamed.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">Create chat completion</a>
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/streaming">The chat completion chunk object</a>
 */
final class ChatCompletionsEndpoint implements Endpoint {

    private final Generator generator;
    private final SimulatorOptions options;

    ChatCompletionsEndpoint(Generator generator, SimulatorOptions options) {
        this.generator = generator;
        this.options = options;
    }

    @Override
    public void answer(ApiExchange exchange, JsonNode body, FaultPlan faults) throws IOException {
        GenerationRequest request = ChatRequestReader.read(body);
        boolean fails = faults.has(Fault.Defect.FAILED);
        if (fails && !request.stream()) {
            throw ApiException.ofStatus(500, null, Duration.ZERO);
        }
        ChatCompletionJson json = new ChatCompletionJson(generator.generate(request, faults), faults);
        if (request.stream()) {
            EventStream stream = exchange.beginStream(options.tokenDelay(), faults);
            stream(stream, json, request.includeUsage(), fails);
            exchange.end();
        } else {
            exchange.sendJson(200, json.whole(), faults);
        }
    }

    private static void stream(EventStream stream, ChatCompletionJson json, boolean includeUsage, boolean fails)
            throws IOException {
        List<Choice> choices = json.choices();
        for (int i = 0; i < choices.size(); i++) {
            stream.send(json.chunk(i, opening(choices.get(i)), null, includeUsage));
        }
        if (fails) {
            stream.send(ApiException.ofStatus(500, null, Duration.ZERO).body());
            return;
        }
        for (int i = 0; i < choices.size(); i++) {
            for (ObjectNode delta : deltas(choices.get(i))) {
                stream.pause();
                stream.send(json.chunk(i, delta, null, includeUsage));
            }
        }
        for (int i = 0; i < choices.size(); i++) {
            ObjectNode last = json.chunk(i, Json.object(), choices.get(i).finishReason(), includeUsage);
            if (i == choices.size() - 1) {
                json.addUsageToLastChoice(last);
            }
            stream.send(last);
        }
        if (includeUsage && json.hasUsageChunk()) {
            stream.send(json.usageChunk());
        }
        stream.done();
    }

    private static ObjectNode opening(Choice choice) {
        ObjectNode delta = Json.object().put("role", "assistant");
        FunctionCall call = choice.call();
        if (call == null) {
            return delta.put("content", "").putNull("refusal");
        }
        return delta.putNull("content")
                .set(
                        "tool_calls",
                        Json.array(ChatCompletionJson.toolCall(call, "").put("index", 0)));
    }

    private static List<ObjectNode> deltas(Choice choice) {
        FunctionCall call = choice.call();
        if (call == null) {
            return Chunks.of(choice.text()).stream()
                    .map(piece -> Json.object().put("content", piece))
                    .toList();
        }
        return Chunks.of(call.arguments()).stream()
                .map(piece -> Json.object()
                        .put("index", 0)
                        .set("function", Json.object().put("arguments", piece)))
                .map(part -> Json.object().set("tool_calls", Json.array(part)))
                .toList();
    }
}
