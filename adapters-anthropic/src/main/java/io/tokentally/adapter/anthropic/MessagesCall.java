package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.SelectiveJsonParser;
import io.tokentally.provider.wire.Tokenizer;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of the Messages API. */
final class MessagesCall implements ProviderCallHandler {

    private static final UsageReading MISSING = new UsageReading.Missing();

    /** A faster and dearer way to be served, which the answer calls a speed. */
    private static final ServiceTier FAST = ServiceTier.FAST;

    private static final FieldSelection REQUEST = MessageBounds.MEMBERS.and("stream");
    private static final FieldSelection ANSWER = FieldSelection.of(
                    "type", "model", "usage", "error", "content", "content_block", "delta", "container", "stop_reason")
            .within("message");

    /** What a stream shows in full. Thinking is billed for more than what is shown of it. */
    private static final Set<String> COUNTABLE_BLOCKS = Set.of("text", "tool_use");

    private final Operation operation;
    private final boolean free;
    private final ObjectNode usage = JsonNodeFactory.instance.objectNode();
    private final DeclinedAttempts attempts = new DeclinedAttempts();
    private boolean countable = true;
    private boolean refused;
    private boolean knowsOutput;

    MessagesCall(String operation, boolean free) {
        this.operation = new Operation(operation);
        this.free = free;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public boolean isFree() {
        return free;
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        SelectiveJsonParser read = SelectiveJsonParser.of(REQUEST, body);
        ObjectNode request = read.node();
        return new PreparedRequest(
                body,
                Objects.requireNonNullElse(
                        Identifiers.model(request.path("model").textValue()), Identifiers.UNKNOWN_MODEL),
                request.path("stream").asBoolean(),
                free ? RequestBounds.NOTHING : MessageBounds.of(read, body.length));
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
        takeMessage(answer, facts);
        facts.reading(reading());
        if (answer.path("error").isObject()) {
            facts.failed(answer.path("error"));
        }
    }

    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {
        switch (event.path("type").asText("")) {
            case "message_start" -> takeMessage(event.path("message"), facts);
            case "content_block_start" -> takeBlock(event.path("content_block"), facts);
            case "content_block_delta" -> takeDelta(event.path("delta"), facts);
            case "message_delta" -> {
                facts.made(event.path("delta").path("container").path("id"));
                takeStop(event.path("delta"));
                takeUsage(event.path("usage"), facts);
                knowsOutput |= event.path("usage").has("output_tokens");
            }
            case "message_stop" -> {
                facts.reading(knowsOutput ? reading() : MISSING);
                facts.complete();
            }
            case "error" -> facts.failed(event.path("error"));
            default -> {}
        }
    }

    private void takeMessage(JsonNode message, ResponseAccumulator facts) {
        facts.servedModel(message.path("model"));
        facts.made(message.path("container").path("id"));
        takeUsage(message.path("usage"), facts);
        takeStop(message);
        message.path("content").forEach(block -> takeBlock(block, facts));
    }

    /** A refusal that comes before any output is told of and not billed. */
    private UsageReading reading() {
        return refused && !attempts.hasOutput() ? new UsageReading.NotBilled() : MessageUsage.read(usage, attempts);
    }

    private void takeStop(JsonNode message) {
        refused |= "refusal".equals(message.path("stop_reason").textValue());
    }

    private void takeBlock(JsonNode block, ResponseAccumulator facts) {
        facts.servedModel(attempts.take(block));
        countable &= COUNTABLE_BLOCKS.contains(block.path("type").asText(""));
        facts.text().add(block.path("text"));
        facts.text().add(block.path("name"));
        // Files that its code has written.
        block.path("content").findValues("file_id").forEach(facts::made);
    }

    private void takeDelta(JsonNode delta, ResponseAccumulator facts) {
        facts.sawContent();
        attempts.sawOutput();
        facts.text().add(delta.path("text"));
        facts.text().add(delta.path("partial_json"));
    }

    private void takeUsage(JsonNode figures, ResponseAccumulator facts) {
        merge(figures);
        usage.path("iterations").forEach(iteration -> {
            if ("fallback_message".equals(iteration.path("type").textValue())) {
                facts.servedModel(iteration.path("model"));
            }
        });
        if (usage.path("service_tier").isTextual()) {
            facts.serviceTier(Identifiers.serviceTier(usage.path("service_tier").textValue()));
        }
        if ("fast".equals(usage.path("speed").textValue())) {
            facts.serviceTier(FAST);
        }
        MessageUsage.region(usage).ifPresent(facts::region);
    }

    /** The figures are cumulative: of each, the last one counts, but for nothing after something. */
    private void merge(JsonNode figures) {
        figures.properties().forEach(figure -> {
            if (isSomething(figure.getValue()) || !isSomething(usage.path(figure.getKey()))) {
                usage.set(figure.getKey(), figure.getValue());
            }
        });
    }

    /** Whether a figure, a group of them or a word tells of anything at all. */
    private static boolean isSomething(JsonNode figure) {
        if (figure.isNumber()) {
            return figure.decimalValue().signum() != 0;
        }
        return figure.isContainerNode()
                ? figure.valueStream().anyMatch(MessagesCall::isSomething)
                : !figure.isNull() && !figure.isMissingNode();
    }

    /**
     * A stream begins with what went in, and shows what comes out; so an estimate takes the one as it was reported and
     * counts the other, with OpenAI's tokenizer for want of Anthropic's.
     */
    @Override
    public UsageReading withoutUsage(ResponseAccumulator facts, boolean whole) {
        boolean knowsInput = MessageUsage.hasInput(usage) && MessageUsage.hasPositiveInput(usage);
        return knowsInput && (countable || knowsOutput)
                ? MessageUsage.estimate(usage, facts.text().tokens(Tokenizer.O200K_BASE))
                : MISSING;
    }
}
