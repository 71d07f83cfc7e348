package io.tokentally.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model made of a request.
 *
 * @param model the name under which the answer comes
 * @param tier the service tier that served it
 * @param createdEpochSeconds when
 * @param choices the answers
 * @param usage the tokens of all of them
 */
record Generation(String model, String tier, long createdEpochSeconds, List<Choice> choices, Usage usage) {

    /** One answer: a text, or a call of a function. */
    record Choice(String text, @Nullable FunctionCall call, boolean cut) {

        /** Why it ended, in the words of chat completions. */
        String finishReason() {
            if (cut) {
                return "length";
            }
            return call == null ? "stop" : "tool_calls";
        }
    }

    /** A call of a function; the arguments are a JSON document. */
    record FunctionCall(String name, String arguments) {}

    Generation {
        choices = List.copyOf(choices);
    }
}
