package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonStringTruncatorTest {

    private static final int LONGEST = 4;

    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final List<Long> missing = new ArrayList<>();
    private final JsonStringTruncator shortener = new JsonStringTruncator(LONGEST, this::take);

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("[123456789, true, {}, \"1234\"]", "[123456789, true, {}, \"1234\"]", List.of()),
                Arguments.of("[\"12345\", \"\", \"123456\"]", "[\"1234\", \"\", \"1234\"]", List.of(1L, 2L)),
                Arguments.of("{\"names\": \"too\"}", "{\"name\": \"too\"}", List.of(1L)),
                Arguments.of("[\"123\\\"5\\\"\"]", "[\"123\\\"\"]", List.of(2L)),
                Arguments.of("[\"1234\\u00e9\\\\\", \"\\\\\"]", "[\"1234\", \"\\\\\"]", List.of(2L)),
                Arguments.of(
                        "[\"\\u00e9\\u00E9\\u0022\\u0075\\u0022\"]", "[\"\\u00e9\\u00E9\\u0022\\u0075\"]", List.of(1L)),
                Arguments.of("[\"äöü€ß\"]", "[\"äöü€\"]", List.of(1L)),
                Arguments.of("[\"123😀😀\"]", "[\"123😀\"]", List.of(2L)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void longTextsLoseTheirRestWhereverTheyAreCut(String json, String shortened, List<Long> lost) throws IOException {
        for (int piece = 1; piece <= json.length(); piece++) {
            passed.reset();
            missing.clear();

            pass(json, piece);

            assertThat(passed.toString(StandardCharsets.UTF_8))
                    .as("in pieces of %d", piece)
                    .isEqualTo(shortened);
            assertThat(missing).as("in pieces of %d", piece).isEqualTo(lost);
        }
    }

    @Test
    void ofATextWithoutEndNoMoreIsPassedOn() throws IOException {
        pass("{\"a\": \"" + "x".repeat(1_000_000), 1_000);

        assertThat(passed.size()).isEqualTo("{\"a\": \"".length() + LONGEST);
    }

    private void pass(String json, int piece) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            shortener.pass(bytes, at, Math.min(piece, bytes.length - at));
        }
    }

    private void take(byte[] bytes, int offset, int length, long lost) {
        passed.write(bytes, offset, length);
        if (lost > 0) {
            missing.add(lost);
        }
    }
}
