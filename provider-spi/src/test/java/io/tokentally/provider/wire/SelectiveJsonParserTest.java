package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectiveJsonParserTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PIECE = 64 * 1024;
    private static final long LITTLE = 16L * SelectiveJsonParser.MAX_TEXT;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {"{\"kept\":\" x", "{\"other\":\" x", "{\" x", "{\"kept\":1 1", "{\"other\":1. 1"})
    void whatHasNoEndTakesLittleMemory(String beginning, char rest) {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) rest);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try (SelectiveJsonParser skeleton = new SelectiveJsonParser(FieldSelection.of("kept"))) {
            skeleton.feed(beginning.getBytes(StandardCharsets.UTF_8), 0, beginning.length());
            for (int pieces = 0; pieces < 256; pieces++) {
                skeleton.feed(piece, 0, PIECE);
            }
        }

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(LITTLE);
    }

    private static SelectiveJsonParser read(FieldSelection shape, String json) {
        return SelectiveJsonParser.of(shape, json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kept\": 1, \"other\": 2}|{\"kept\":1}",
                "{\"kept\": {\"any\": [1, {\"other\": null}]}}|{\"kept\":{\"any\":[1,{\"other\":null}]}}",
                "{\"other\": {\"kept\": 1, \"a\": [{}, []]}, \"kept\": 2}|{\"kept\":2}",
                "{\"other\": [[1], {\"kept\": 3}], \"kept\": 2}|{\"kept\":2}",
                "{\"in\": {\"kept\": 1, \"other\": 2}, \"other\": 3}|{\"in\":{\"kept\":1}}",
                "{\"in\": {\"in\": {\"kept\": 1, \"b\": 2}, \"b\": 3}, \"kept\": 4}|{\"in\":{\"in\":{\"kept\":1}},\"kept\":4}",
                "{\"in\": {\"kept\": {\"in\": {\"b\": 1}}, \"b\": 2}}|{\"in\":{\"kept\":{\"in\":{\"b\":1}}}}",
                "{\"in\": {\"a\": 1}, \"kept\": 1, \"b\": 2}|{\"in\":{},\"kept\":1}",
                "{\"in\": 7, \"b\": 2}|{\"in\":7}",
                "{\"kept\": [true, false, -1.50, 12345678901234567890]}|{\"kept\":[true,false,-1.50,12345678901234567890]}",
                "{}|{}",
            })
    void theMembersThatMatterAreKeptAndNoOthers(String json, String kept) {
        SelectiveJsonParser read = read(FieldSelection.of("kept").within("in"), json);

        assertThat(read.isComplete()).isTrue();
        assertThat(read.isWhole()).isTrue();
        assertThat(read.isClear()).isTrue();
        assertThat(read.node()).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "7",
                "null",
                "oops",
                "{\"kept\"",
                "{\"kept\": 1",
                "{\"kept\":}",
                "{\"kept\": 01}",
                "}",
                "{]"
            })
    void whatIsNoObjectIsMalformed(String json) {
        SelectiveJsonParser read = read(FieldSelection.of("kept"), json);

        assertThat(read.isMalformed()).isTrue();
        assertThat(read.isComplete()).isFalse();
        assertThat(read.isClear()).isFalse();
    }

    @Test
    void whatIsNotAllThereYetMayBecomeAnObject() {
        SelectiveJsonParser read = new SelectiveJsonParser(FieldSelection.of("kept"));
        byte[] json = "{\"kept\": 1, \"more\": 2} oops".getBytes(StandardCharsets.UTF_8);

        read.feed(json, 0, 0);
        read.feed(json, 0, 14);
        assertThat(read.isMalformed()).isFalse();
        assertThat(read.isComplete()).isFalse();
        assertThat(read.node()).hasToString("{\"kept\":1}");

        read.feed(json, 14, json.length - 14);
        read.end();
        assertThat(read.isMalformed()).as("by what follows it").isFalse();
        assertThat(read.isComplete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"kept\": 1, \"kept\": 2}|1 2|true",
                "{\"kept\": 1, \"other\": 5, \"other\": 6, \"kept\": null, \"kept\": 3}|1 null 3|true",
                "{\"kept\": 1, \"too\": 5, \"too\": 6}|1|true",
                "{\"too\": 5}|``|true",
                "{\"kept\": {\"a\": 1, \"a\": 2}}|{\"a\":2}|false",
                "{\"in\": {\"kept\": 1, \"kept\": 2}}|``|false",
                "{\"other\": {\"a\": 1, \"a\": 2}}|``|true",
            })
    void ofAMemberThatStandsMoreThanOnceEachValueIsTold(String json, String values, boolean clear) {
        SelectiveJsonParser read = read(FieldSelection.of("kept", "too").within("in"), json);

        assertThat(read.all("kept").stream().map(Object::toString).collect(Collectors.joining(" ")))
                .isEqualTo(values);
        assertThat(read.isClear()).isEqualTo(clear);
    }

    @ParameterizedTest
    @CsvSource({"17, true", "18, false"})
    void moreRepetitionsThanAreKeptAreNotClear(int times, boolean clear) {
        SelectiveJsonParser read =
                read(FieldSelection.of("kept"), "{" + "\"kept\": 1, ".repeat(times - 1) + "\"kept\": 2}");

        assertThat(read.isClear()).isEqualTo(clear);
        assertThat(read.all("kept")).hasSize(17);
        assertThat(read.node().path("kept").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"15, true", "16, false"})
    void whatIsNestedDeeplyIsPassedOver(int arrays, boolean whole) {
        String json = "{\"kept\": " + "[".repeat(arrays) + "7" + "]".repeat(arrays) + ", \"too\": 1}";

        SelectiveJsonParser read = read(FieldSelection.of("kept", "too"), json);

        assertThat(read.isComplete()).isTrue();
        assertThat(read.isWhole()).isEqualTo(whole);
        assertThat(read.isClear()).isTrue();
        assertThat(read.node().toString().contains("7")).isEqualTo(whole);
        assertThat(read.node().path("too").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsPassedOverMayBeNestedDeeply() {
        String json = "{\"other\": " + "[".repeat(20) + "]".repeat(20) + ", \"kept\": 1}";

        assertThat(read(FieldSelection.of("kept"), json).isWhole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"20000, true", "20001, false"})
    void ofAMemberSoManyValuesAreKept(int values, boolean whole) {
        String list = "[" + "7,".repeat(values - 1) + "7]";

        SelectiveJsonParser read =
                read(FieldSelection.of("kept", "too"), "{\"kept\": " + list + ", \"too\": " + list + "}");

        assertThat(read.isWhole()).isEqualTo(whole);
        assertThat(read.isClear()).isEqualTo(whole);
        assertThat(read.node().path("kept")).hasSize(20_000);
        assertThat(read.node().path("too")).as("counted by itself").hasSize(20_000);
    }

    @Test
    void ofTextsAQuarterOfAMegabyteIsKeptAndNamesBeyond() {
        String text = "x".repeat(SelectiveJsonParser.MAX_TEXT - 10);
        String name = "n".repeat(200);
        String json = "{\"kept\": [\"%s\", \"%s\", \"%sn\"], \"too\": 1}".formatted(text, name, name);

        SelectiveJsonParser read = read(FieldSelection.of("kept", "too"), json);

        assertThat(read.node().path("kept").get(0).textValue()).isEqualTo(text);
        assertThat(read.node().path("kept").get(1)).as("not cut").isEqualTo(TextNode.valueOf(name));
        assertThat(read.node().path("kept").get(2).textValue()).isEqualTo(name);
        assertThat(TruncatedText.fullLength(read.node().path("kept").get(2))).isEqualTo(201);
        assertThat(read.isClear()).isTrue();
    }

    @Test
    void aTextThatIsCutKnowsHowLongItWas() {
        String json = "{\"kept\": \"" + "x".repeat(SelectiveJsonParser.MAX_TEXT + 7) + "\"}";

        JsonNode kept = read(FieldSelection.of("kept"), json).node().path("kept");

        assertThat(kept.textValue()).hasSize(SelectiveJsonParser.MAX_TEXT);
        assertThat(TruncatedText.fullLength(kept)).isEqualTo(SelectiveJsonParser.MAX_TEXT + 7L);
        assertThat(kept)
                .isEqualTo(new TruncatedText(kept.textValue(), SelectiveJsonParser.MAX_TEXT + 7L))
                .isNotEqualTo(new TruncatedText(kept.textValue(), SelectiveJsonParser.MAX_TEXT + 8L))
                .isNotEqualTo(new TruncatedText("y", SelectiveJsonParser.MAX_TEXT + 7L))
                .isNotEqualTo(TextNode.valueOf(kept.textValue()));
    }
}
