package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer in server-sent events, of chat completions or of responses. */
final class EventStreamAnswer implements AnswerObserver, EventScanner.Listener {

    private static final String DONE = "[DONE]";

    private final Attempt attempt;
    private final AnswerFacts facts;
    private final EventScanner scanner = new EventScanner(this);
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(DONE.length());
    private @Nullable JsonSkeleton skeleton;
    private boolean sawMalformed;

    EventStreamAnswer(Attempt attempt, int httpStatus) {
        this.attempt = attempt;
        this.facts = new AnswerFacts(attempt.api(), httpStatus);
    }

    @Override
    public void arrived(byte[] bytes, int offset, int length) {
        if (!attempt.isReported()) {
            scanner.scan(bytes, offset, length);
        }
    }

    @Override
    public void ended() {
        if (isDone() || (skeleton != null && skeleton.isComplete())) {
            // The last event lacks the empty line that should end it.
            eventEnded(0);
        }
        settleBroken(Kind.STREAM_INTERRUPTED);
    }

    @Override
    public void broke(IOException cause) {
        settleBroken(TransportFailure.ofBrokenAnswer(cause));
    }

    @Override
    public void closed() {
        settleBroken(Kind.CANCELLED);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        if (beginning.size() < DONE.length()) {
            beginning.write(bytes, offset, Math.min(length, DONE.length() - beginning.size()));
        }
        if (skeleton == null) {
            skeleton = new JsonSkeleton();
        }
        skeleton.feed(bytes, offset, length);
    }

    @Override
    public void eventEnded(int offset) {
        boolean done = isDone();
        beginning.reset();
        JsonSkeleton event = skeleton;
        skeleton = null;
        if (event == null || attempt.isReported()) {
            return;
        }
        try (event) {
            event.end();
            if (done) {
                settleComplete();
            } else if (event.isComplete()) {
                take(event.node());
            } else {
                sawMalformed = true;
            }
        }
    }

    private boolean isDone() {
        return beginning.toString(StandardCharsets.UTF_8).equals(DONE);
    }

    private void take(ObjectNode event) {
        if (event.has("type") && event.path("type").isTextual() && !event.has("choices")) {
            takeResponseEvent(event.path("type").textValue(), event);
        } else {
            takeChunk(event);
        }
        if (facts.hasFailed()) {
            settleComplete();
        }
    }

    private void takeResponseEvent(String type, JsonNode event) {
        if (type.endsWith(".delta")) {
            attempt.sawContent();
        }
        if (type.equals("error")) {
            facts.takeError(event.path("error").isObject() ? event.path("error") : withoutType((ObjectNode) event));
        } else if (event.path("error").isObject()) {
            facts.takeError(event.path("error"));
        }
        facts.take(event.path("response"));
        switch (type) {
            case "response.completed", "response.incomplete" -> settleComplete();
            case "response.failed" -> facts.takeError(event.path("response").path("error"));
            default -> {}
        }
    }

    /** In an error event, {@code type} is the event's and not the error's. */
    private static ObjectNode withoutType(ObjectNode event) {
        return event.deepCopy().without("type");
    }

    private void takeChunk(JsonNode chunk) {
        for (JsonNode choice : chunk.path("choices")) {
            if (hasContent(choice.path("delta"))) {
                attempt.sawContent();
            }
        }
        facts.take(chunk);
    }

    /** Whether there is more than the role, with which a stream begins. */
    private static boolean hasContent(JsonNode delta) {
        return delta.properties().stream()
                .filter(member -> !member.getKey().equals("role"))
                .map(member -> member.getValue())
                .anyMatch(value -> !value.isNull()
                        && !(value.isTextual() && value.textValue().isEmpty()));
    }

    private void settleComplete() {
        attempt.ended(facts, facts.completeOutcome());
    }

    private void settleBroken(Kind kind) {
        attempt.ended(facts, facts.brokenOutcome(sawMalformed ? Kind.INVALID_RESPONSE : kind));
        if (skeleton != null) {
            skeleton.close();
            skeleton = null;
        }
    }
}
