package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {

    private final ResponseEncoder encoder = new ResponseEncoder();
    private final EmbeddedChannel channel = new EmbeddedChannel(encoder);

    private String written() {
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                Unpooled.copiedBuffer("hello", StandardCharsets.ISO_8859_1));
        response.headers().setInt("content-length", 5);
        channel.writeOutbound(response);
        assertThat(response.refCnt()).isZero();
        StringBuilder written = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            written.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return written.toString();
    }

    @Test
    void theResponseToAHeadHasNoBodyAndTheNextHasOneAgain() {
        encoder.headAsked(true);
        assertThat(written()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n");

        encoder.headAsked(false);
        assertThat(written()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello");
        channel.finishAndReleaseAll();
    }
}
