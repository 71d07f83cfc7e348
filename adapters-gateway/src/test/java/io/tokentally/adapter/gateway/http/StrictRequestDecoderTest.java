package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictRequestDecoderTest {

    private final EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(Limits.DEFAULT));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private HttpRequest request(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        return channel.readInbound();
    }

    @Test
    void aBodyIsHandedOnInPiecesOfAFewKilobytes() {
        int length = 100_000;
        HttpRequest request = request(
                "POST /v1/files HTTP/1.1\r\nHost: g\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
        assertThat(request.decoderResult().isSuccess()).isTrue();
        int seen = 0;
        boolean last = false;
        for (HttpContent piece = channel.readInbound(); piece != null; piece = channel.readInbound()) {
            assertThat(piece.content().readableBytes()).isLessThanOrEqualTo(StrictRequestDecoder.MAX_PIECE_BYTES);
            seen += piece.content().readableBytes();
            last = piece instanceof LastHttpContent;
            piece.release();
        }
        assertThat(seen).isEqualTo(length);
        assertThat(last).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length : 5",
                "Na me: x"
            })
    void whatTwoServersMightReadInTwoWaysIsRefused(String headers) {
        HttpRequest request = request("POST / HTTP/1.1\r\nHost: g\r\n" + headers + "\r\n\r\nhello");

        assertThat(request.decoderResult().isFailure()).isTrue();
        ReferenceCountUtil.release(request);
    }

    @Test
    void linesAndHeadersHaveALimit() {
        HttpRequest long1 = request("GET /" + "x".repeat(Limits.DEFAULT.initialLineBytes()) + " HTTP/1.1\r\n\r\n");
        assertThat(long1.decoderResult().cause()).isInstanceOf(TooLongHttpLineException.class);
        ReferenceCountUtil.release(long1);

        EmbeddedChannel other = new EmbeddedChannel(new StrictRequestDecoder(Limits.DEFAULT));
        other.writeInbound(Unpooled.copiedBuffer(
                "GET / HTTP/1.1\r\nA: " + "x".repeat(Limits.DEFAULT.headerBytes()) + "\r\n\r\n",
                StandardCharsets.ISO_8859_1));
        HttpRequest long2 = other.readInbound();
        assertThat(long2.decoderResult().cause()).isInstanceOf(TooLongHttpHeaderException.class);
        ReferenceCountUtil.release(long2);
        other.finishAndReleaseAll();
    }
}
