package io.tokentally.adapter.pricefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.pricing.PriceRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {

    @Test
    void keepsTheLineOfEachValue() {
        JsonLine root = read("{\n\"a\": [1,\n2]}");

        assertThat(root.require("a").elements()).extracting(JsonLine::line).containsExactly(2, 3);
    }

    @Test
    void moreThanTwentyMegabytesAreRefusedWithoutBeingReadToTheEnd() {
        AtomicLong served = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                served.incrementAndGet();
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                served.addAndGet(length);
                return length;
            }
        };

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> new JsonFile("endless.json", endless).read(root -> root))
                .withMessage("The price file endless.json cannot be used: it has more than 20 MB");
        assertThat(served).hasValueLessThanOrEqualTo(JsonFile.MAX_BYTES + 1L);
    }

    @ParameterizedTest
    @CsvSource({"'[', 40, ''", "'', 0, ''", "'1', 101, ''", "'\"', 1, ''"})
    void whatIsTooDeepEmptyTooLongOrCutOffIsRefused(String text, int times, String end) {
        refuses(text.repeat(times) + end);
    }

    @Test
    void aTextOrANameOfBoundlessLengthIsRefused() {
        refuses("\"" + "x".repeat(200_000) + "\"");
        refuses("{\"" + "x".repeat(2_000) + "\": 1}");
    }

    @Test
    void aFieldThatStandsTwiceAndWhatFollowsTheEndAreRefused() {
        refuses("{\"a\": 1,\n\"a\": 2}");
        refuses("{} {}");
    }

    @Test
    void aBrokenStreamIsRefusedByName() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> new JsonFile("broken.json", broken).read(root -> root))
                .withMessageStartingWith("The price file broken.json cannot be read");
    }

    @Test
    void messagesHoldNoLineBreaksAndNoLongTextsOfTheFile() {
        assertThat(JsonFile.shown("a\nb")).isEqualTo("a?b");
        assertThat(JsonFile.shown("x".repeat(500))).hasSizeLessThan(100);
    }

    private static void refuses(String content) {
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> read(content))
                .withMessageStartingWith("The price file test.json cannot be used: ");
    }

    private static JsonLine read(String content) {
        return new JsonFile("test.json", new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                .read(root -> root);
    }
}
