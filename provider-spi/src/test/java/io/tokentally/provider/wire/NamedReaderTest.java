package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.key.NamedInBody;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedReaderTest {

    private static final ReferenceNames NAMES = new ReferenceNames(
            Set.of("file_id", "conversation"),
            Pattern.compile("file-[a-z0-9]{8,}"),
            Set.of("metadata"),
            Set.of("text"));

    private static NamedInBody read(String body) {
        return NamedReader.read(NAMES, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void findsWhatStandsAtAMemberAndWhatIsShapedSoElsewhere() {
        NamedInBody named = read("""
                {"model": "a", "file_id": "x", "conversation": {"id": "c1", "kind": "k"}, "tools": [{"model": "b"}],
                 "new_member": [["file-00000001"]], "text": "file-00000002", "metadata": {"file_id": "y"}, "id": "z",
                 "text2": "see file-00000003"}""");

        assertThat(named.readable()).isTrue();
        assertThat(named.models()).containsExactlyInAnyOrder("a", "b");
        assertThat(named.namesModel()).isTrue();
        assertThat(named.ids()).containsExactlyInAnyOrder("x", "c1", "file-00000001");
        assertThat(read("{\"tools\": [{\"model\": \"b\"}]}").namesModel()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"metadata\":{\"a\":1,\"a\":2}}",
                "{} {}",
                "{}x",
                "[]",
                "\"a\"",
                "{\"a\":",
                "{'a':1}",
                "\uFEFF{}",
                " "
            })
    void whatTwoParsersMightReadDifferentlyIsNotReadable(String body) {
        assertThat(read(body)).isEqualTo(NamedInBody.UNREADABLE);
    }

    @Test
    void anObjectIsNamedByItsIdWhereAnIdentifierWouldStandAlone() {
        assertThat(
                        read("{\"file_id\": [{\"id\": \"a\", \"more\": {\"id\": \"b\"}}, \"c\"], \"other\": {\"id\": \"d\"}}")
                                .ids())
                .containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void aModelIsOneWhereverButWhereAnIdentifierStands() {
        NamedInBody named = read(
                "{\"input\": {\"model\": \"a\"}, \"model\": {\"model\": \"b\"}, \"metadata\": {\"model\": \"c\"}}");

        assertThat(named.models()).containsExactlyInAnyOrder("a", "b");
        assertThat(named.namesModel()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"500, true", "501, false"})
    void aModelWithAnAbsurdNameIsNoneThatAnybodyMayCall(int length, boolean kept) {
        String model = "m".repeat(length);

        assertThat(read("{\"model\": \"" + model + "\"}").models()).containsExactly(kept ? model : "");
    }

    @Test
    void anIdentifierOfAnyLengthIsToldByItsBeginningAndShapedTextsByTheirLengthToo() {
        assertThat(read("{\"file_id\": \"" + "x".repeat(200) + "\"}").ids()).containsExactly("x".repeat(200));
        assertThat(read("{\"file_id\": \"" + "x".repeat(300) + "\"}").ids()).containsExactly("x".repeat(201));
        assertThat(read("{\"a\": \"file-" + "0".repeat(195) + "\"}").ids()).hasSize(1);
        assertThat(read("{\"a\": \"file-" + "0".repeat(196) + "\"}").ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "1001, false"})
    void moreIdentifiersThanAnybodyLooksUpAreNotReadable(int many, boolean readable) {
        String ids = IntStream.range(0, many).mapToObj("\"i%d\""::formatted).collect(Collectors.joining(","));

        assertThat(read("{\"file_id\": [" + ids + "]}").readable()).isEqualTo(readable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metadata\": [1, {\"file_id\": \"a\"}, []], \"file_id\": \"b\"}",
                "{\"metadata\": null, \"file_id\": \"b\"}"
            })
    void whatPeopleWroteIsPassedOverToItsEnd(String body) {
        assertThat(read(body).ids()).containsExactly("b");
    }

    @Test
    void onlyUtf8IsReadable() {
        assertThat(NamedReader.read(NAMES, null, "{".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(NamedInBody.UNREADABLE);
        assertThat(NamedReader.read(NAMES, null, "{}".getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(NamedInBody.UNREADABLE);
        assertThat(NamedReader.read(NAMES, "text/plain", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(NamedInBody.UNREADABLE);
        assertThat(NamedReader.read(NAMES, null, "{}".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(NamedInBody.UNREADABLE);
        assertThat(NamedReader.read(NAMES, "application/json; charset=\"UTF-8\"", "{}".getBytes(StandardCharsets.UTF_8))
                        .readable())
                .isTrue();
        assertThat(NamedReader.read(NAMES, "application/json; charset=utf-7", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(NamedInBody.UNREADABLE);
        assertThat(NamedReader.read(NAMES, null, new byte[0])).isEqualTo(NamedInBody.NOTHING);
    }

    @Test
    void aLongImageIsPassedOverAndDeepNestingIsNotReadable() {
        String image = "A".repeat(30_000_000);
        assertThat(read("{\"url\":\"" + image + "\",\"file_id\":\"x\"}").ids()).containsExactly("x");
        assertThat(read("{\"a\":" + "[".repeat(100_000)).readable()).isFalse();
    }
}
