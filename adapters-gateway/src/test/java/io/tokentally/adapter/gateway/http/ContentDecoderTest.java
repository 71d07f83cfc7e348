package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bytes as servers may send them, which are not only those that Java's own classes write. */
class ContentDecoderTest {

    private static final String TEXT = "{\"usage\":{\"total_tokens\":11}}";
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int ALL = HEADER_CHECKSUM | EXTRA | NAME | COMMENT;

    @ParameterizedTest
    @ValueSource(ints = {0, HEADER_CHECKSUM, EXTRA, NAME, COMMENT, ALL})
    void theOptionalFieldsOfAGzipHeaderAreSkipped(int flags) {
        byte[] packed = gzip(flags, "extra");

        for (int piece = 1; piece <= packed.length; piece++) {
            assertThat(read("gzip", packed, piece)).as("in pieces of %d", piece).isEqualTo(new Reading(TEXT, true));
        }
    }

    @Test
    void anExtraFieldMayBeLongerThanAByteCounts() {
        byte[] packed = gzip(EXTRA, "x".repeat(0x0201));

        assertThat(read("gzip", packed, 7)).isEqualTo(new Reading(TEXT, true));
    }

    @Test
    void anExtraFieldMayBeEmpty() {
        byte[] packed = gzip(ALL, "");

        assertThat(read("gzip", packed, 1)).isEqualTo(new Reading(TEXT, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatDoesNotBeginAsGzipDoesIsNotRead(int position) {
        byte[] packed = gzip(0, "");
        packed[position] ^= 1;

        assertThat(read("gzip", packed, packed.length)).isEqualTo(new Reading("", false));
        assertThat(read("gzip", packed, 1)).isEqualTo(new Reading("", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "Deflate", " deflate "})
    void deflateIsUndone(String name) {
        byte[] packed = deflated(false);

        for (int piece = 1; piece <= packed.length; piece++) {
            assertThat(read(name, packed, piece)).isEqualTo(new Reading(TEXT, true));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-gzip", "GZIP"})
    void gzipGoesByOtherNamesToo(String name) {
        assertThat(read(name, gzip(0, ""), 3)).isEqualTo(new Reading(TEXT, true));
    }

    @Test
    void whatLacksItsEndIsNotWhole() {
        byte[] packed = deflated(false);

        assertThat(read("deflate", Arrays.copyOf(packed, packed.length - 6), 1).whole())
                .isFalse();
    }

    @Test
    void whatHasMoreBehindItsEndIsNotWhole() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(gzip(0, ""));
        packed.write(7);

        assertThat(read("gzip", packed.toByteArray(), 1)).isEqualTo(new Reading(TEXT, false));
        assertThat(read("gzip", packed.toByteArray(), packed.size())).isEqualTo(new Reading(TEXT, false));
    }

    @Test
    void whatIsNotEncodedInAKnownWayHasNoDecoder() {
        assertThat(ContentDecoder.of(null)).isNull();
        assertThat(ContentDecoder.of("identity")).isNull();
        assertThat(ContentDecoder.of("br")).isNull();
    }

    private record Reading(String text, boolean whole) {}

    private static Reading read(String encoding, byte[] packed, int piece) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of(encoding), encoding)) {
            for (int at = 0; at < packed.length; at += piece) {
                decoder.decode(packed, at, Math.min(piece, packed.length - at), text::write);
            }
            return new Reading(text.toString(StandardCharsets.UTF_8), decoder.isWhole());
        }
    }

    private static byte[] gzip(int flags, String extra) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, (byte) flags, 0, 0, 0, 0, 0, 3});
        if ((flags & EXTRA) != 0) {
            packed.write(extra.length());
            packed.write(extra.length() >> 8);
            packed.writeBytes(extra.getBytes(StandardCharsets.ISO_8859_1));
        }
        if ((flags & NAME) != 0) {
            packed.writeBytes("answer.json\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        if ((flags & COMMENT) != 0) {
            packed.writeBytes("of a provider\0".getBytes(StandardCharsets.ISO_8859_1));
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            packed.writeBytes(new byte[] {0x12, 0x34});
        }
        packed.writeBytes(deflated(true));
        // The checksum and the length, which are not looked at.
        packed.writeBytes(new byte[8]);
        return packed.toByteArray();
    }

    private static byte[] deflated(boolean raw) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, raw);
        deflater.setInput(TEXT.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] room = new byte[256];
        int length = deflater.deflate(room);
        deflater.end();
        return Arrays.copyOf(room, length);
    }
}
