package io.tokentally.adapter.gateway.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.tokentally.adapter.gateway.options.GatewayOptions;

/**
 * The HTTP decoder of requests, which refuses what two servers might read in two ways, where Netty would mend it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, section 6.3</a>
 */
public final class StrictRequestDecoder extends HttpRequestDecoder {

    /** The most of a body that a decoder hands on in one piece. */
    public static final int MAX_PIECE_BYTES = 16 << 10;

    public StrictRequestDecoder(GatewayOptions.Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.initialLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(MAX_PIECE_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Both a content length and chunks");
    }
}
