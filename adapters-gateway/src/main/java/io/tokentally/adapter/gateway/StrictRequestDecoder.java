package io.tokentally.adapter.gateway;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/**
 * Refuses what two servers might read in two ways, where Netty would mend it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, section 6.3</a>
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    StrictRequestDecoder(GatewayOptions.Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.initialLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxChunkSize(EventLoopContext.SCRATCH_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("Both a content length and chunks");
    }
}
