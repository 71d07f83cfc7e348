package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as its bytes arrive, and keeps the few members that metering asks for. Vectors, texts and what
 * else is bulky are passed over, so that an answer of any size takes little memory.
 */
final class JsonSkeleton implements AutoCloseable {

    private static final Set<String> KEPT =
            Set.of("model", "service_tier", "usage", "error", "status", "type", "code", "choices", "output");

    private static final String NESTED_ANSWER = "response";
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NODES = 20_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(64 * 1024 * 1024)
                    .build())
            .build();

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private @Nullable ObjectNode root;
    private @Nullable String field;
    private boolean isWithinNestedAnswer;
    private int skippedDepth;
    private int nodes;
    private boolean complete;
    private boolean malformed;

    JsonSkeleton() {
        try {
            parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("A parser without a source reads from nothing that could fail", e);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** Takes the next bytes; what follows the object is ignored. */
    void feed(byte[] bytes, int offset, int length) {
        if (isSettled() || length == 0) {
            return;
        }
        try {
            feeder.feedInput(bytes, offset, offset + length);
            drain();
        } catch (IOException | RuntimeException e) {
            malformed = true;
        }
    }

    /** Says that no more bytes come. */
    void end() {
        if (isSettled()) {
            return;
        }
        feeder.endOfInput();
        try {
            drain();
        } catch (IOException | RuntimeException e) {
            malformed = true;
        }
        malformed |= !complete;
    }

    /** Whether a whole object was read. */
    boolean isComplete() {
        return complete;
    }

    /** Whether the bytes so far cannot become an object. */
    boolean isMalformed() {
        return malformed;
    }

    /** What was kept so far. */
    ObjectNode node() {
        return root == null ? JsonNodeFactory.instance.objectNode() : root;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("A parser without a source closes nothing that could fail", e);
        }
    }

    private boolean isSettled() {
        return complete || malformed;
    }

    private void drain() throws IOException {
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.NOT_AVAILABLE) {
            take(token);
            if (isSettled()) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private void take(JsonToken token) throws IOException {
        if (root == null) {
            begin(token);
        } else if (token.isStructEnd()) {
            leave();
        } else if (skippedDepth > 0) {
            skippedDepth += token.isStructStart() ? 1 : 0;
        } else if (token == JsonToken.FIELD_NAME) {
            field = parser.currentName();
        } else if (token.isStructStart()) {
            enter(token);
        } else if (isKept()) {
            attach(JsonScalar.at(parser));
        }
    }

    private void begin(JsonToken token) {
        if (token == JsonToken.START_OBJECT) {
            root = JsonNodeFactory.instance.objectNode();
            open.push(root);
        } else {
            malformed = true;
        }
    }

    private void leave() {
        if (skippedDepth > 0) {
            skippedDepth--;
        } else {
            open.pop();
            complete = open.isEmpty();
            isWithinNestedAnswer &= open.size() > 1;
        }
    }

    private void enter(JsonToken token) {
        if (!isKept() || open.size() >= MAX_DEPTH) {
            skippedDepth = 1;
            return;
        }
        ContainerNode<?> child = token == JsonToken.START_OBJECT
                ? JsonNodeFactory.instance.objectNode()
                : JsonNodeFactory.instance.arrayNode();
        attach(child);
        isWithinNestedAnswer |= open.size() == 1 && NESTED_ANSWER.equals(field);
        open.push(child);
    }

    /** The members of an answer are chosen by name; what is within a chosen one is kept, up to a bound. */
    private boolean isKept() {
        String name = field == null ? "" : field;
        if (open.size() == 1) {
            nodes = 0;
            return KEPT.contains(name) || name.equals(NESTED_ANSWER);
        }
        if (isWithinNestedAnswer && open.size() == 2) {
            nodes = 0;
            return KEPT.contains(name);
        }
        return ++nodes <= MAX_NODES;
    }

    private void attach(JsonNode child) {
        if (open.peek() instanceof ObjectNode object && field != null) {
            object.set(field, child);
        } else if (open.peek() instanceof ArrayNode array) {
            array.add(child);
        }
    }
}
