package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchedRequestReaderTest {

    private static final String BODY = "{\"model\":\"gpt\\\"-5\\\\\",\"input\":[\"a,}\",{\"body\":{}}],\"n\":2}";
    private static final String LINE = " {\"url\":\"/v1/responses\" ,\"notes\":[{\"body\":1},\"body\"], \"body\" : "
            + BODY + " ,\"last\":\"body\"} ";

    private static BatchedRequestReader read(String text, int pieceSize) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        BatchedRequestReader reader =
                new BatchedRequestReader("body", FieldSelection.of("url"), FieldSelection.of("model", "n"));
        for (int at = 0; at < bytes.length; at += pieceSize) {
            reader.feed(bytes, at, Math.min(pieceSize, bytes.length - at));
        }
        reader.end();
        return reader;
    }

    @Test
    void requestIsReadWhereverItsBytesAreCut() {
        int length = LINE.length();
        for (int cut = 1; cut <= length; cut++) {
            BatchedRequestReader reader = read(LINE, cut);

            assertThat(reader.isClear()).as("cut at %d", cut).isTrue();
            assertThat(reader.text("url")).isEqualTo("/v1/responses");
            assertThat(reader.request().node()).hasToString("{\"model\":\"gpt\\\"-5\\\\\",\"n\":2}");
            // The blanks around it, too.
            assertThat(reader.requestBytes()).isEqualTo(BODY.length() + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"url\":\"u\"}",
                "{\"body\":{}",
                "{\"body\":{},\"body\":{}}",
                "{\"body\":{},\"b\\u006fdy\":{}}",
                "{\"body\":{},\"url\":\"a\",\"url\":\"b\"}{}",
                "{\"body\":[]}",
                "{\"body\":7}",
                "{\"body\":{\"model\":{\"a\":1,\"a\":2}}}",
                "{\"body\":{}}x",
                "{\"body\":{}}{\"body\":{}}",
                "[{\"body\":{}}]",
                ""
            })
    void whatServersMayReadInAnotherWayIsNotClear(String line) {
        for (int cut : new int[] {1, 2, 1_000}) {
            assertThat(read(line, cut).isClear()).as(line).isFalse();
        }
    }

    @Test
    void whatIsSaidTwiceIsNotSaid() {
        assertThat(read("{\"url\":\"a\",\"url\":\"b\",\"body\":{}}", 3).text("url"))
                .isNull();
        assertThat(read("{\"url\":7,\"body\":{}}", 3).text("url")).isNull();
        assertThat(read("{\"body\":{}}", 3).text("url")).isNull();
    }

    @Test
    void aSimpleOneIsClear() {
        assertThat(read("{\"body\":{}}\r", 3).isClear()).isTrue();
        assertThat(read("{\"body\":{\"n\":1,\"n\":2}}", 3).request().all("n")).hasSize(2);
    }
}
