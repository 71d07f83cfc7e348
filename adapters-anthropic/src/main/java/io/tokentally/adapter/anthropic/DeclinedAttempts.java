package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the content of an answer tells of attempts that a model declined: a {@code fallback} block stands where the next model
 * took over. A request that is refused before any output is not billed.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/refusals-and-fallback">Anthropic: refusals</a>
 */
final class DeclinedAttempts {

    private static final String FALLBACK = "fallback";

    private final List<Boolean> hadOutput = new ArrayList<>();
    private boolean output;

    /** The model that takes over, if the block is where one does; else a missing node. */
    JsonNode take(JsonNode block) {
        if (FALLBACK.equals(block.path("type").textValue())) {
            hadOutput.add(output);
            output = false;
            return block.path("to").path("model");
        }
        if (!"text".equals(block.path("type").textValue())
                || !block.path("text").asText("").isEmpty()) {
            output = true;
        }
        return MissingNode.getInstance();
    }

    /** More of a block has come. */
    void sawOutput() {
        output = true;
    }

    /** Whether the model that has the turn has put anything out. */
    boolean hasOutput() {
        return output;
    }

    /**
     * Whether an attempt that was declined is billed.
     *
     * @param place among the declined ones, from 0 on
     * @param outputTokens what it is said to have put out: one token may be the refusal itself
     */
    boolean isBilled(int place, long outputTokens) {
        return place < hadOutput.size() ? hadOutput.get(place) : outputTokens > 1;
    }
}
