package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFilterTest {

    private static final String STREAM = ": comment\n\n" + Wire.ROLE + Wire.HELLO + Wire.STOP + Wire.USAGE + Wire.DONE;
    private static final String SEEN =
            ": comment\n\n" + (Wire.ROLE + Wire.HELLO + Wire.STOP).replace(",\"usage\":null", "") + Wire.DONE;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000, 100_000})
    void theSameIsSeenHoweverTheBytesAreCut(int pieceSize) throws IOException {
        assertThat(seen(STREAM, pieceSize)).isEqualTo(SEEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyKindOfLineEndIsKept(String lineEnd) throws IOException {
        assertThat(seen(STREAM.replace("\n", lineEnd), 5)).isEqualTo(SEEN.replace("\n", lineEnd));
    }

    @Test
    void usageFirstInTheChunkGoesWithItsComma() throws IOException {
        assertThat(seen("data: { \"usage\" : null , \"choices\":[{}]}\n\n", 9))
                .isEqualTo("data: {  \"choices\":[{}]}\n\n");
    }

    @Test
    void onlyMemberGoesAlone() throws IOException {
        assertThat(seen("data: {\"usage\":null}\n\n", 9)).isEqualTo("data: {}\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"choices\":[],\"usage\":null,\n\n",
                "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\": null\"}}]}\n\n",
                "data: {\"choices\":[{\"usage\":null}]}\n\n",
                "data: {\"choices\":[{\"index\":0}],\"usage\":{\"prompt_tokens\":1}}\n\n",
                "data: {\"choices\":[],\"prompt_filter_results\":[]}\n\n",
                "data: \"usage\" }{\n\n",
                "data: {\"choices\":[],\ndata: \"usage\":null}\n\n",
                "data: {\"usage\":null",
                "\n\n\n",
                ""
            })
    void whatIsNotForMeteringStays(String stream) throws IOException {
        assertThat(seen(stream, 4)).isEqualTo(stream);
    }

    @Test
    void eventOfAnySizePassesInBoundedMemory() throws IOException {
        String huge = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(3 * UsageFilter.MAX_EVENT)
                + "\"}}],\"usage\":null}\n\n";

        assertThat(seen(huge + STREAM, 8192)).isEqualTo(huge + SEEN);
    }

    @Test
    void bytesCanBeReadOneByOne() throws IOException {
        try (InputStream stream = new FilteredStream(new Pieces(STREAM, 10), new UsageFilter())) {
            StringBuilder read = new StringBuilder();
            for (int octet = stream.read(); octet >= 0; octet = stream.read()) {
                read.append((char) octet);
            }
            assertThat(new String(read.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .isEqualTo(SEEN);
        }
    }

    private static String seen(String stream, int pieceSize) throws IOException {
        try (InputStream visible = new FilteredStream(new Pieces(stream, pieceSize), new UsageFilter())) {
            return new String(visible.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Gives no more than so many bytes at a time. */
    private static final class Pieces extends ByteArrayInputStream {

        private final int size;

        Pieces(String text, int size) {
            super(text.getBytes(StandardCharsets.UTF_8));
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, size));
        }
    }
}
