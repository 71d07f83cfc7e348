package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.Region;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetching a response, whole or as a stream, or cancelling it. One that was made in the background is billed so, once; any
 * other was billed when it was made.
 */
final class ResponseFetch extends RetrieveCall {

    private static final Set<String> ENDS = Set.of("response.completed", "response.incomplete", "response.failed");

    ResponseFetch(boolean cancels, @Nullable Region region) {
        super(cancels ? "responses.cancel" : "responses.retrieve", region);
    }

    @Override
    public FieldSelection answerShape() {
        return OpenAiCall.ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
        take(answer, facts);
    }

    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {
        JsonNode response = event.path("response");
        if (response.isObject()) {
            take(response, facts);
        }
        if (ENDS.contains(event.path("type").asText(""))) {
            facts.complete();
        }
    }

    private static void take(JsonNode response, ResponseAccumulator facts) {
        OpenAiCall.takeModelAndTier(response, facts);
        KeptByOpenAi.ofResponse(response, facts);
        if (BackgroundResponse.is(response)) {
            BackgroundResponse.bill(response, facts, null);
        }
    }
}
