package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * What Netty's own decoder lacks that {@link ContentDecoder} promises. When one of these goes red with a newer Netty, look at
 * {@code docs/adr/0025-compressed-responses-are-read-by-javas-inflater.md} again.
 */
class NettyZlibDecoderTest {

    private static final byte[] TEXT = "{\"usage\":{\"total_tokens\":11}}".getBytes(StandardCharsets.UTF_8);
    private static final int UNBOUNDED = 0;

    @Test
    void bytesBehindTheEndAreDroppedInSilence() throws IOException {
        byte[] packed = gzip(TEXT);
        byte[] more = Arrays.copyOf(packed, packed.length + 1);

        assertThat(nettys(false, UNBOUNDED, more).isClosed()).isTrue();
        assertThat(isWholeByOurs(more)).isFalse();
    }

    @Test
    void aSecondMemberIsDroppedInSilence() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(gzip(TEXT));
        two.writeBytes(gzip(TEXT));

        assertThat(nettys(false, UNBOUNDED, two.toByteArray()).isClosed()).isTrue();
        assertThat(isWholeByOurs(two.toByteArray())).isFalse();
    }

    /** Where it reads several members, it does not tell a whole one from one that was cut off. */
    @Test
    void withSeveralMembersTheEndIsNeverTold() throws IOException {
        byte[] packed = gzip(TEXT);

        assertThat(nettys(true, UNBOUNDED, packed).isClosed()).isFalse();
        assertThat(nettys(true, UNBOUNDED, Arrays.copyOf(packed, packed.length - 9))
                        .isClosed())
                .isFalse();
        assertThat(isWholeByOurs(packed)).isTrue();
    }

    /** A bound on its pieces ends the reading, where ours are small and many. */
    @Test
    void piecesAreEitherUnboundedOrTheEnd() throws IOException {
        byte[] bomb = gzip(new byte[1 << 20]);

        assertThat(largestPiece(UNBOUNDED, bomb)).isGreaterThan(8 << 10);
        assertThatThrownBy(() -> largestPiece(8 << 10, bomb))
                .isInstanceOf(DecompressionException.class)
                .hasMessageContaining("maximum size");
        assertThat(largestPieceOfOurs(bomb)).isEqualTo(8 << 10);
    }

    private static JdkZlibDecoder nettys(boolean severalMembers, int maxAllocation, byte[] packed) {
        JdkZlibDecoder decoder = new JdkZlibDecoder(ZlibWrapper.GZIP, severalMembers, maxAllocation);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.writeInbound(Unpooled.wrappedBuffer(packed));
        channel.finishAndReleaseAll();
        return decoder;
    }

    private static int largestPiece(int maxAllocation, byte[] packed) {
        EmbeddedChannel channel = new EmbeddedChannel(new JdkZlibDecoder(ZlibWrapper.GZIP, false, maxAllocation));
        int largest = 0;
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(packed));
            ByteBuf piece = channel.readInbound();
            while (piece != null) {
                largest = Math.max(largest, piece.readableBytes());
                piece.release();
                piece = channel.readInbound();
            }
        } finally {
            channel.finishAndReleaseAll();
        }
        return largest;
    }

    private static boolean isWholeByOurs(byte[] packed) {
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of("gzip"))) {
            decoder.decode(packed, 0, packed.length, (bytes, offset, length) -> {});
            return decoder.isWhole();
        }
    }

    private static int largestPieceOfOurs(byte[] packed) {
        int[] largest = {0};
        try (ContentDecoder decoder = Objects.requireNonNull(ContentDecoder.of("gzip"))) {
            decoder.decode(
                    packed, 0, packed.length, (bytes, offset, length) -> largest[0] = Math.max(largest[0], length));
        }
        return largest[0];
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
