package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLineScannerTest {

    private final List<String> lines = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    private final JsonLineScanner scanner = new JsonLineScanner(new StreamFraming.Listener() {
        @Override
        public void data(byte[] bytes, int offset, int length) {
            line.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void eventEnded(int offset) {
            ends.add(offset);
            lines.add(line.toString());
            line.setLength(0);
        }
    });

    @Test
    void aLineEndsBehindItsLineFeedAndBlanksAreNone() {
        byte[] bytes = "..{}\n []\n \t".getBytes(StandardCharsets.UTF_8);

        scanner.scan(bytes, 2, bytes.length - 2);

        assertThat(lines).containsExactly("{}", "[]");
        assertThat(ends).containsExactly(5, 9);
    }

    @Test
    void eachLineIsOneValueHoweverItIsCut() {
        byte[] bytes = "{\"a\": 1}\n  {\"b\": \"x y\"}\r\n\n \t\r\nwrong\n{\"c\"".getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            lines.clear();
            line.setLength(0);
            for (int at = 0; at < bytes.length; at += size) {
                scanner.scan(bytes, at, Math.min(size, bytes.length - at));
            }
            assertThat(lines).as("in pieces of %d", size).containsExactly("{\"a\": 1}", "{\"b\": \"x y\"}\r", "wrong");
            assertThat(line).hasToString("{\"c\"");
            scanner.scan(new byte[] {'\n'}, 0, 1);
        }
    }
}
