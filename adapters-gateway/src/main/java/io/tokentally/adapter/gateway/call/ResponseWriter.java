package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.tokentally.adapter.gateway.http.ForwardedHeaders;

/** The writer of a response to a client: in one piece where it is there as a whole, piece by piece else. */
final class ResponseWriter {

    private final CallClient client;
    private final HttpResponse response;
    private final boolean hasLength;
    private final boolean bodyless;
    private boolean begun;
    private boolean unflushed;

    /**
     * @param response as the provider sent it; what belonged to its connection is taken out
     * @param keepsLength whether the caller sees exactly the body that the provider sent
     */
    ResponseWriter(CallClient client, HttpResponse response, boolean keepsLength, boolean headAsked) {
        this.client = client;
        this.response = response;
        HttpHeaders headers = response.headers();
        boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        ForwardedHeaders.ofResponse(headers);
        if (!keepsLength || chunked) {
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        int status = response.status().code();
        this.bodyless = headAsked || status == 204 || status == 304;
        this.hasLength = headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    boolean isBegun() {
        return begun;
    }

    /** Writes the headers, unless that is done. */
    void begin() {
        if (!begun) {
            begun = true;
            unflushed = true;
            if (!hasLength && !bodyless) {
                if (client.knowsChunks()) {
                    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
                } else {
                    client.closeAfterResponse();
                }
            }
            response.setProtocolVersion(HttpVersion.HTTP_1_1);
            client.writeHeaders(response);
        }
    }

    void write(ByteBuf piece) {
        begin();
        unflushed = true;
        client.write(new DefaultHttpContent(piece));
    }

    /** Writes the rest, and sends it off. */
    void end(ByteBuf rest) {
        if (begun) {
            client.write(new DefaultLastHttpContent(rest));
        } else {
            begun = true;
            if (!hasLength && !bodyless) {
                response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, rest.readableBytes());
            }
            client.writeHeaders(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, response.status(), rest, response.headers(), EmptyHttpHeaders.INSTANCE));
        }
        client.flush();
        unflushed = false;
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            client.flush();
        }
    }
}
