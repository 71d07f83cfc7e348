package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
