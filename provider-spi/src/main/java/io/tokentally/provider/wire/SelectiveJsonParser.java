package io.tokentally.provider.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object as its bytes arrive, and keeps the few members that metering asks for. Vectors, images and what
 * else is bulky are passed over, and of texts a few hundred kilobytes are kept, so that an object of any size takes little
 * memory, even one that never ends. No bytes make it throw.
 */
@ParsesOutsideInput
public final class SelectiveJsonParser implements AutoCloseable {

    /** The characters of text that are kept of an object, in all. */
    static final int MAX_TEXT = 256 * 1024;

    /** Beyond it, what a name may take. */
    private static final int MAX_TEXT_BEYOND = 200;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 20_000;

    /** More values of members that stand more than once are not kept. */
    private static final int MAX_REPEATS = 16;

    private static final JsonFactory JSON = new JsonFactory();

    private final FieldSelection shape;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final JsonStringTruncator texts = new JsonStringTruncator(MAX_TEXT, this::parse);
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private @Nullable ObjectNode root;
    private @Nullable String field;
    private @Nullable JsonToken last;
    private int nestedDepth;
    private int skippedDepth;
    private int nodes;
    private int textLeft = MAX_TEXT;
    private long missing;
    private boolean whole = true;
    private boolean cut;
    private boolean ambiguous;
    private final List<Map.Entry<String, JsonNode>> repeated = new ArrayList<>(0);
    private boolean complete;
    private boolean malformed;

    public SelectiveJsonParser(FieldSelection shape) {
        this.shape = shape;
        try {
            parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("A parser without a source reads from nothing that could fail", e);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** Reads an object whose bytes are all there. */
    public static SelectiveJsonParser of(FieldSelection shape, byte[] bytes) {
        try (SelectiveJsonParser skeleton = new SelectiveJsonParser(shape)) {
            skeleton.feed(bytes, 0, bytes.length);
            skeleton.end();
            return skeleton;
        }
    }

    /** Takes the next bytes; what follows the object is ignored. */
    public void feed(byte[] bytes, int offset, int length) {
        if (isSettled() || length == 0) {
            return;
        }
        try {
            texts.pass(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            malformed = true;
        }
    }

    private void parse(byte[] bytes, int offset, int length, long missingOfText) throws IOException {
        if (!isSettled()) {
            missing = missingOfText;
            feeder.feedInput(bytes, offset, offset + length);
            drain();
        }
    }

    /** Says that no more bytes come. */
    public void end() {
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
    public boolean isComplete() {
        return complete;
    }

    /** Whether the bytes so far cannot become an object. */
    public boolean isMalformed() {
        return malformed;
    }

    /** Whether the members that matter were kept entirely, but for the ends of long texts. */
    public boolean isWhole() {
        return whole;
    }

    /**
     * Whether no server can read it as anything else than what was kept: it was read to its end, nothing that matters was too much to
     * be kept but for what is nested deeply and the ends of long texts, and only members of the object itself stand more than once, of
     * which {@link #all} tells.
     */
    public boolean isClear() {
        return complete && !cut && !ambiguous;
    }

    /** Each value of a member, where it stands more than once: servers differ in which of them they take. */
    public List<JsonNode> all(String member) {
        JsonNode last = node().get(member);
        if (last == null) {
            return List.of();
        }
        if (repeated.isEmpty()) {
            return List.of(last);
        }
        List<JsonNode> values = new ArrayList<>();
        repeated.forEach(earlier -> {
            if (earlier.getKey().equals(member)) {
                values.add(earlier.getValue());
            }
        });
        values.add(last);
        return values;
    }

    /** What was kept so far. */
    public ObjectNode node() {
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
        JsonToken before = last;
        last = token;
        if (token == JsonToken.END_OBJECT && before == JsonToken.FIELD_NAME) {
            // Jackson lets a name without a value pass where the bytes are cut behind its colon.
            malformed = true;
        } else if (root == null) {
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
            attach(scalar());
        }
    }

    private JsonNode scalar() throws IOException {
        JsonNode scalar = JsonScalar.at(parser, Math.max(textLeft, MAX_TEXT_BEYOND), missing);
        textLeft -= scalar.isTextual() ? Math.min(textLeft, scalar.textValue().length()) : 0;
        return scalar;
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
            nestedDepth = Math.min(nestedDepth, Math.max(0, open.size() - 1));
        }
    }

    private void enter(JsonToken token) {
        boolean kept = isKept();
        if (!kept || open.size() >= MAX_DEPTH) {
            whole &= !kept;
            skippedDepth = 1;
            return;
        }
        ContainerNode<?> child = token == JsonToken.START_OBJECT
                ? JsonNodeFactory.instance.objectNode()
                : JsonNodeFactory.instance.arrayNode();
        attach(child);
        nestedDepth += choosesMembers() && field != null && shape.nested().contains(field) ? 1 : 0;
        open.push(child);
    }

    /** The members of an answer are chosen by name; what is within a chosen one is kept, up to a bound. */
    private boolean isKept() {
        if (choosesMembers()) {
            String name = field == null ? "" : field;
            nodes = 0;
            return shape.members().contains(name) || shape.nested().contains(name);
        }
        nodes++;
        boolean kept = nodes <= MAX_NODES;
        whole &= kept;
        cut |= !kept;
        return kept;
    }

    /** Whether what comes is a member of the answer itself, or of an object in it of which members are chosen as well. */
    private boolean choosesMembers() {
        return open.size() == nestedDepth + 1;
    }

    private void attach(JsonNode child) {
        if (open.peek() instanceof ObjectNode object && field != null) {
            JsonNode before = object.replace(field, child);
            if (before != null) {
                repeated(field, before);
            }
        } else if (open.peek() instanceof ArrayNode array) {
            array.add(child);
        }
    }

    private void repeated(String member, JsonNode earlier) {
        if (open.size() == 1 && repeated.size() < MAX_REPEATS) {
            repeated.add(Map.entry(member, earlier));
        } else {
            ambiguous = true;
        }
    }
}
