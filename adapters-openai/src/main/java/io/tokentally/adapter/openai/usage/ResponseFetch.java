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

    private static final FieldSelection ANSWER = OpenAiCall.ANSWER.and("tools");

    private final ContainerSizes sizes;

    ResponseFetch(boolean cancels, @Nullable Region region, ContainerSizes sizes) {
        super(cancels ? "responses.cancel" : "responses.retrieve", region);
        this.sizes = sizes;
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
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

    private void take(JsonNode response, ResponseAccumulator facts) {
        OpenAiCall.takeModelAndTier(response, facts);
        KeptByOpenAi.ofResponse(response, facts);
        new ContainerSessions(sizes, ContainerSessions.limits(response.path("tools")))
                .takeItems(response.path("output"), facts);
        if (BackgroundResponse.is(response)) {
            BackgroundResponse.bill(response, facts, null);
        }
    }
}
