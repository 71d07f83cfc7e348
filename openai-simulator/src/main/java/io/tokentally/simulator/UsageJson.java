package io.tokentally.simulator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes usage in the shape of each API, or as wrongly as a fault demands. */
final class UsageJson {

    /** By how much a part exceeds its whole when it must. */
    private static final int EXCESS = 1000;

    private UsageJson() {}

    /**
     * The usage of a chat completion.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/chat/object">The chat completion object</a>
     */
    static ObjectNode chat(Usage usage, FaultPlan faults) {
        int sign = sign(faults);
        ObjectNode promptDetails = Json.object()
                .put("cached_tokens", cached(usage, faults))
                .put("cache_write_tokens", 0)
                .put("audio_tokens", 0);
        ObjectNode completionDetails = Json.object()
                .put("reasoning_tokens", reasoning(usage, faults))
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return Json.object()
                .put("prompt_tokens", sign * usage.prompt())
                .put("completion_tokens", sign * usage.completion())
                .put("total_tokens", sign * (usage.prompt() + usage.completion()))
                .set("prompt_tokens_details", promptDetails)
                .set("completion_tokens_details", completionDetails);
    }

    /**
     * The usage of a response; null if it is to be missing.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/responses/object">The response object</a>
     */
    static JsonNode response(Usage usage, FaultPlan faults) {
        if (faults.has(Fault.Defect.MISSING_USAGE)) {
            return NullNode.getInstance();
        }
        int sign = sign(faults);
        ObjectNode json = Json.object().put("input_tokens", sign * usage.prompt());
        json.set(
                "input_tokens_details",
                Json.object().put("cached_tokens", cached(usage, faults)).put("cache_write_tokens", 0));
        json.put("output_tokens", sign * usage.completion());
        json.set("output_tokens_details", Json.object().put("reasoning_tokens", reasoning(usage, faults)));
        return json.put("total_tokens", sign * (usage.prompt() + usage.completion()));
    }

    /**
     * The usage of embeddings.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/embeddings/create">Create embeddings</a>
     */
    static ObjectNode embeddings(int tokens, FaultPlan faults) {
        int total = faults.has(Fault.Defect.CONTRADICTORY_USAGE) ? Math.max(0, tokens - EXCESS) : tokens;
        return Json.object().put("prompt_tokens", sign(faults) * tokens).put("total_tokens", sign(faults) * total);
    }

    private static int sign(FaultPlan faults) {
        return faults.has(Fault.Defect.NEGATIVE_USAGE) ? -1 : 1;
    }

    private static int cached(Usage usage, FaultPlan faults) {
        return faults.has(Fault.Defect.CONTRADICTORY_USAGE) ? usage.prompt() + EXCESS : usage.cached();
    }

    private static int reasoning(Usage usage, FaultPlan faults) {
        return faults.has(Fault.Defect.CONTRADICTORY_USAGE) ? usage.completion() + EXCESS : usage.reasoning();
    }
}
