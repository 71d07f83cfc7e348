package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.application.port.out.provider.PreparedRequest;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Region;
import io.tokentally.wire.AnswerFacts;
import io.tokentally.wire.CallDialect;
import io.tokentally.wire.JsonShape;
import io.tokentally.wire.WireText;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetching a response, whole or as a stream, or cancelling it. One that was made in the background is billed so, once; any
 * other was billed when it was made.
 */
final class ResponseFetch implements CallDialect {

    private static final Pattern PATH = Pattern.compile(".*/responses/[^/]+(/cancel)?");

    private static final Set<String> ENDS = Set.of("response.completed", "response.incomplete", "response.failed");

    private final boolean cancels;
    private final @Nullable Region region;

    private ResponseFetch(boolean cancels, @Nullable Region region) {
        this.cancels = cancels;
        this.region = region;
    }

    static Optional<CallDialect> of(String method, String path, @Nullable Region region) {
        boolean cancels = method.equals("POST") && path.endsWith("/cancel");
        return (cancels || method.equals("GET")) && PATH.matcher(path).matches()
                ? Optional.of(new ResponseFetch(cancels, region))
                : Optional.empty();
    }

    @Override
    public Endpoint endpoint() {
        return new Endpoint(cancels ? "responses.cancel" : "responses.retrieve");
    }

    @Override
    public boolean fetches() {
        return true;
    }

    @Override
    public @Nullable Region region() {
        return region;
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        return new PreparedRequest(body, WireText.UNKNOWN_MODEL, false, null);
    }

    @Override
    public JsonShape answerShape() {
        return OpenAiCall.ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode answer, AnswerFacts facts) {
        take(answer, facts);
    }

    @Override
    public void takeEvent(ObjectNode event, AnswerFacts facts) {
        JsonNode response = event.path("response");
        if (response.isObject()) {
            take(response, facts);
        }
        if (ENDS.contains(event.path("type").asText(""))) {
            facts.complete();
        }
    }

    private static void take(JsonNode response, AnswerFacts facts) {
        facts.servedModel(response.path("model"));
        if (response.path("service_tier").isTextual()) {
            facts.serviceTier(OpenAiTier.of(response.path("service_tier").textValue()));
        }
        if (BackgroundResponse.is(response)) {
            BackgroundResponse.bill(response, facts);
        }
    }
}
