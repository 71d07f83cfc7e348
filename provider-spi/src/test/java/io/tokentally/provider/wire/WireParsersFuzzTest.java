package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.provider.wire.EventFilter.Sight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * No bytes make the readers of providers' bodies throw; what they read is what Jackson and the standards read, wherever the bytes
 * are cut. With {@code JAZZER_FUZZ=1} the fuzzer looks for bytes of which that is not so, from those under {@code
 * WireParsersFuzzTestInputs} on; otherwise it tries these.
 */
class WireParsersFuzzTest {

    private static final String USAGE = "usage";
    private static final FieldSelection SHAPE =
            FieldSelection.of("model", USAGE, "choices").within("response", "message");
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ReferenceNames NAMES = new ReferenceNames(
            Set.of("file_id"), Pattern.compile("file-[a-z0-9]{8,}"), Set.of("metadata"), Set.of("text"));
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    @FuzzTest(maxDuration = "2m")
    void jsonIsSelectedAsJacksonReadsIt(byte[] bytes) {
        SelectiveJsonParser whole = SelectiveJsonParser.of(SHAPE, bytes);

        assertThat(whole.isComplete()).isNotEqualTo(whole.isMalformed());
        try (SelectiveJsonParser pieces = new SelectiveJsonParser(SHAPE)) {
            int size = pieceSize(bytes);
            for (int at = 0; at < bytes.length; at += size) {
                pieces.feed(bytes, at, Math.min(size, bytes.length - at));
            }
            pieces.end();
            // Cut behind a comma, Jackson lets one pass that nothing follows: of what is no JSON either may be said.
            if (whole.isComplete()) {
                assertThat(pieces.isComplete()).isTrue();
                assertThat(pieces.isClear()).isEqualTo(whole.isClear());
                assertThat(pieces.node()).isEqualTo(whole.node());
            }
        }
        JsonNode tree = tree(JACKSON, bytes);
        if (tree != null && tree.isObject() && isUtf8(bytes)) {
            assertThat(whole.isComplete()).as("Jackson reads it").isTrue();
            requireSame(whole.node(), (ObjectNode) tree, whole.isWhole());
        }
        RequestLimit.of(whole, "model", USAGE)
                .ifPresent(limit -> assertThat(limit).isPositive());
        assertThat(Identifiers.serviceTier(whole.node().path("model").textValue()))
                .isNotNull();
        requireNamed(bytes);
    }

    /** Of the object, and of those in it that are chosen from as well, no member is kept that does not matter. */
    private static void requireSame(ObjectNode kept, ObjectNode tree, boolean whole) {
        List<String> expected = new ArrayList<>();
        tree.fieldNames().forEachRemaining(name -> {
            if (SHAPE.members().contains(name) || SHAPE.nested().contains(name)) {
                expected.add(name);
            }
        });
        List<String> found = new ArrayList<>();
        kept.fieldNames().forEachRemaining(found::add);
        if (whole) {
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
        SHAPE.members().stream()
                .filter(member -> whole && tree.has(member))
                .forEach(member -> assertThat(kept.get(member).equals(NUMBERS_BY_VALUE, tree.get(member)))
                        .as("%s of %s", member, tree)
                        .isTrue());
        SHAPE.nested().stream()
                .filter(name -> whole && tree.path(name).isObject())
                .forEach(name -> requireSame((ObjectNode) kept.get(name), (ObjectNode) tree.get(name), true));
    }

    private static final Comparator<JsonNode> NUMBERS_BY_VALUE = (one, other) -> {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    };

    private static void requireNamed(byte[] bytes) {
        NamedInBody named = NamedReader.read(NAMES, "application/json", bytes);
        JsonNode strict = tree(STRICT, bytes);
        if (named.readable() && bytes.length > 0) {
            assertThat(strict).as("a body that is readable").isNotNull();
            assertThat(named.namesModel())
                    .isEqualTo(strict.path("model").isTextual()
                            || (strict.path("model").isArray() && named.namesModel()));
            assertThat(named.models()).containsAll(texts(strict, "model"));
            assertThat(named.ids()).containsAll(texts(strict, "file_id"));
        }
    }

    /** The texts of that name, wherever but in what people wrote. */
    private static List<String> texts(JsonNode tree, String name) {
        List<String> texts = new ArrayList<>();
        tree.properties().forEach(member -> {
            if (member.getKey().equals(name)
                    && member.getValue().isTextual()
                    && member.getValue().textValue().length() <= 200) {
                texts.add(member.getValue().textValue());
            }
            if (!member.getKey().equals("metadata")) {
                texts.addAll(texts(member.getValue(), name));
            }
        });
        if (tree.isArray()) {
            tree.forEach(element -> texts.addAll(texts(element, name)));
        }
        return texts;
    }

    /** The same wherever it is cut, and where it is clear, what Jackson reads. */
    @FuzzTest(maxDuration = "2m")
    void aRequestOfABatchIsTheMemberThatJacksonReads(byte[] bytes) {
        BatchedRequestReader whole = batched(bytes, Math.max(1, bytes.length));
        for (int size : new int[] {1, pieceSize(bytes)}) {
            BatchedRequestReader pieces = batched(bytes, size);
            // As above, of what is no JSON either may be said.
            if (whole.isClear()) {
                assertThat(pieces.isClear()).isTrue();
                assertThat(pieces.requestBytes()).isEqualTo(whole.requestBytes());
                assertThat(pieces.request().node()).isEqualTo(whole.request().node());
            }
        }
        JsonNode tree = whole.isClear() && isUtf8(bytes) ? tree(JACKSON, bytes) : null;
        if (tree != null) {
            assertThat(tree.path("body").isObject())
                    .as("the member of %s", tree)
                    .isTrue();
            requireSame(
                    whole.request().node(),
                    (ObjectNode) tree.path("body"),
                    whole.request().isWhole());
        }
    }

    private static BatchedRequestReader batched(byte[] bytes, int size) {
        MemberScanner alone = new MemberScanner(
                "body", (from, offset, length) -> assertThat(length).isPositive());
        BatchedRequestReader reader = new BatchedRequestReader("body", FieldSelection.of("url"), SHAPE);
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            alone.scan(bytes, at, length);
            reader.feed(bytes, at, length);
        }
        reader.end();
        return reader;
    }

    @FuzzTest(maxDuration = "2m")
    void streamsFallApartAsTheStandardSays(byte[] bytes) {
        assertThat(events(EventScanner::new, bytes, bytes.length)).isEqualTo(serverSent(bytes));
        assertThat(events(JsonLineScanner::new, bytes, bytes.length)).isEqualTo(lines(bytes));
        for (StreamFraming framing :
                List.<StreamFraming>of(EventScanner::new, JsonLineScanner::new, JsonObjectScanner::new)) {
            List<String> whole = events(framing, bytes, bytes.length);
            assertThat(events(framing, bytes, 1)).isEqualTo(whole);
            assertThat(events(framing, bytes, pieceSize(bytes))).isEqualTo(whole);
        }
        for (Sight sight : Sight.values()) {
            assertThat(seen(bytes, sight, pieceSize(bytes))).isEqualTo(seen(bytes, sight, 1));
        }
        assertThat(seen(bytes, Sight.WHOLE, pieceSize(bytes))).isEqualTo(latin(bytes));
    }

    /** The bytes are one event's JSON: what is seen of it lacks a member at most, and nothing else. */
    @FuzzTest(maxDuration = "2m")
    void anEventWithoutItsMemberIsTheSameOtherwise(byte[] bytes) {
        JsonNode tree = tree(STRICT, bytes);
        String json = new String(bytes, StandardCharsets.UTF_8);
        boolean whole = Arrays.equals(bytes, json.getBytes(StandardCharsets.UTF_8));
        if (whole
                && tree instanceof ObjectNode object
                && isUtf8(bytes)
                && json.indexOf('\n') < 0
                && json.indexOf('\r') < 0) {
            byte[] event = ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
            String visible = new String(
                    seen(event, Sight.WITHOUT_MEMBER, pieceSize(bytes)).getBytes(StandardCharsets.ISO_8859_1),
                    StandardCharsets.UTF_8);
            JsonNode left = tree(STRICT, visible.substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
            if (left != null && !left.has(USAGE)) {
                object.remove(USAGE);
            }
            assertThat(left).isEqualTo(object);
        }
    }

    @FuzzTest(maxDuration = "2m")
    void pathsAndNamesAreRead(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        AccountPath account = AccountPath.of("GET", path, question < 0 ? "" : text.substring(question));

        assertThat(account.segments().isEmpty() || path.equals("/v1/" + String.join("/", account.segments())))
                .isTrue();
        if (!account.segments().isEmpty() && !account.isAmbiguous()) {
            assertThat(account.inCollection(0, false, false, NAMES.shape()).ids())
                    .contains(account.segments().getFirst());
        }
        BearerKey.in(text)
                .ifPresent(key -> assertThat(BearerKey.in("bearer " + key)).contains(key));
        assertThat(Identifiers.serviceTier(text))
                .isEqualTo(Identifiers.serviceTier(Identifiers.serviceTier(text).value()));
        Optional.ofNullable(Identifiers.region(text))
                .ifPresent(
                        region -> assertThat(Identifiers.region(region.value())).isEqualTo(region));
        Optional.ofNullable(Identifiers.model(text))
                .ifPresent(model -> assertThat(Identifiers.model(model.value())).isEqualTo(model));
        Optional.ofNullable(Identifiers.error(text))
                .ifPresent(error -> assertThat(Identifiers.error(error)).isEqualTo(error));
    }

    private static @Nullable JsonNode tree(JsonMapper mapper, byte[] bytes) {
        try {
            return mapper.readTree(bytes);
        } catch (IOException | NumberFormatException e) {
            // Of exponents beyond any number Jackson says the latter.
            return null;
        }
    }

    /** Jackson also takes UTF-16 and UTF-32, which nobody sends. */
    private static boolean isUtf8(byte[] bytes) {
        return bytes.length > 1 && bytes[0] > 0 && bytes[1] != 0;
    }

    private static int pieceSize(byte[] bytes) {
        return 1 + Math.floorMod(Arrays.hashCode(bytes), 50);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The data of the stream's complete events. */
    private static List<String> events(StreamFraming framing, byte[] bytes, int pieceSize) {
        List<String> events = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        StreamFraming.Scanner scanner = framing.over(new StreamFraming.Listener() {
            @Override
            public void data(byte[] piece, int offset, int length) {
                data.write(piece, offset, length);
            }

            @Override
            public void eventEnded(int offset) {
                if (data.size() > 0) {
                    events.add(latin(data.toByteArray()));
                }
                data.reset();
            }
        });
        for (int at = 0; at < bytes.length; at += Math.max(1, pieceSize)) {
            scanner.scan(bytes, at, Math.min(Math.max(1, pieceSize), bytes.length - at));
        }
        return events;
    }

    /** Line by line, as HTML tells it. */
    private static List<String> serverSent(byte[] bytes) {
        boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
        String stream = latin(marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes);
        List<String> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        String[] lines = stream.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                String event = String.join("\n", data);
                if (!event.isEmpty()) {
                    events.add(event);
                }
                data.clear();
            } else if (line.equals("data")) {
                data.add("");
            } else if (line.startsWith("data:")) {
                data.add(line.substring(line.startsWith("data: ") ? 6 : 5));
            }
        }
        return events;
    }

    private static List<String> lines(byte[] bytes) {
        List<String> values = new ArrayList<>();
        String[] lines = latin(bytes).split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String value = lines[i].replaceFirst("^[ \t\r]+", "");
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }

    /** What is seen of the stream, if so much is seen of each event. */
    private static String seen(byte[] bytes, Sight sight, int pieceSize) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        VisibleBytes taker = seen::write;
        VisibleEvents visible = new VisibleEvents(USAGE);
        StreamFraming.Scanner scanner = StreamFraming.SERVER_SENT_EVENTS.over(new StreamFraming.Listener() {
            @Override
            public void lineBegan() {
                visible.lineBegan();
            }

            @Override
            public void data(byte[] piece, int offset, int length) {
                // Passed on with its event.
            }

            @Override
            public void eventEnded(int offset) {
                visible.eventEnded(offset, sight);
            }
        });
        for (int at = 0; at < bytes.length; at += pieceSize) {
            int length = Math.min(pieceSize, bytes.length - at);
            visible.pieceBegan(bytes, at, taker);
            scanner.scan(bytes, at, length);
            visible.pieceEnded(at + length);
        }
        visible.rest(taker);
        return latin(seen.toByteArray());
    }
}
