package io.tokentally.simulator;

import io.tokentally.simulator.Generation.Choice;
import io.tokentally.simulator.Generation.FunctionCall;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a generation as a chat completion, or as the chunks of one.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/object">The chat completion object</a>
 */
final class ChatCompletionJson {

    private static final String FINGERPRINT = "fp_simulator";

    private final String id = Ids.next("chatcmpl-");
    private final Generation generation;
    private final FaultPlan faults;

    ChatCompletionJson(Generation generation, FaultPlan faults) {
        this.generation = generation;
        this.faults = faults;
    }

    List<Choice> choices() {
        return generation.choices();
    }

    ObjectNode whole() {
        ArrayNode choices = Json.array();
        for (Choice choice : generation.choices()) {
            ObjectNode json = Json.object().put("index", choices.size());
            json.set("message", message(choice));
            choices.add(json.putNull("logprobs").put("finish_reason", choice.finishReason()));
        }
        ObjectNode json = head("chat.completion").set("choices", choices);
        if (!faults.has(Fault.Defect.MISSING_USAGE)) {
            json.set("usage", UsageJson.chat(generation.usage(), faults));
        }
        return json;
    }

    ObjectNode chunk(int index, ObjectNode delta, @Nullable String finishReason, boolean usageFollows) {
        ObjectNode choice = Json.object().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        ObjectNode json = head("chat.completion.chunk").set("choices", Json.array(choice));
        return usageFollows ? json.putNull("usage") : json;
    }

    void addUsageToLastChoice(ObjectNode chunk) {
        if (faults.has(Fault.Defect.USAGE_WITH_LAST_CHOICE)) {
            chunk.set("usage", UsageJson.chat(generation.usage(), faults));
        }
    }

    boolean hasUsageChunk() {
        return !faults.has(Fault.Defect.MISSING_USAGE) && !faults.has(Fault.Defect.USAGE_WITH_LAST_CHOICE);
    }

    ObjectNode usageChunk() {
        return head("chat.completion.chunk")
                .set("choices", Json.array())
                .set("usage", UsageJson.chat(generation.usage(), faults));
    }

    /** A call of a tool, with these arguments or the beginning of them. */
    static ObjectNode toolCall(FunctionCall call, String arguments) {
        return Json.object()
                .put("id", Ids.next("call_"))
                .put("type", "function")
                .set("function", Json.object().put("name", call.name()).put("arguments", arguments));
    }

    private static ObjectNode message(Choice choice) {
        ObjectNode message = Json.object().put("role", "assistant");
        FunctionCall call = choice.call();
        if (call == null) {
            message.put("content", choice.text());
        } else {
            message.putNull("content").set("tool_calls", Json.array(toolCall(call, call.arguments())));
        }
        return message.putNull("refusal").set("annotations", Json.array());
    }

    private ObjectNode head(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", generation.createdEpochSeconds())
                .put("model", generation.model())
                .put("service_tier", generation.tier())
                .put("system_fingerprint", FINGERPRINT);
    }
}
