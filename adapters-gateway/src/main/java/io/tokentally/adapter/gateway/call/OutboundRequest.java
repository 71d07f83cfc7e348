package io.tokentally.adapter.gateway.call;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.tokentally.adapter.gateway.http.ForwardedHeaders;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.refusal.RefusalReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request as it goes on to a provider. */
final class OutboundRequest {

    private static final Logger LOG = LoggerFactory.getLogger(OutboundRequest.class);

    private final HttpMethod method;
    private final Upstream upstream;
    private final String path;
    private final String query;
    private final @Nullable ProviderSecret secret;
    private final HttpHeaders headers;
    private final long announced;
    private final boolean chunked;

    /**
     * Takes the request's headers over and makes them the provider's.
     *
     * @param query with its question mark; empty if there is none
     * @param secret by which the protocol lets it in at the provider; absent where it goes as the caller has made it
     */
    OutboundRequest(HttpRequest request, Routes.Route route, String query, @Nullable ProviderSecret secret) {
        this.method = request.method();
        this.upstream = route.upstream();
        this.path = route.upstreamPath();
        this.query = query;
        this.secret = secret;
        this.headers = request.headers();
        this.announced = HttpUtil.getContentLength(request, -1L);
        this.chunked = HttpUtil.isTransferEncodingChunked(request);
        ForwardedHeaders.ofRequest(headers);
        headers.set(HttpHeaderNames.HOST, upstream.hostHeader());
    }

    HttpMethod method() {
        return method;
    }

    boolean hasBody() {
        return chunked || announced > 0;
    }

    /** How many bytes the body has; negative if that is not known yet. */
    long announced() {
        return announced;
    }

    @Nullable
    String contentType() {
        return headers.get(HttpHeaderNames.CONTENT_TYPE);
    }

    /** Lets the response be compressed only in ways that can be undone here, or in none. */
    void limitEncodings(boolean toNone) {
        String accepted = headers.get(HttpHeaderNames.ACCEPT_ENCODING);
        if (accepted == null && !toNone) {
            return;
        }
        StringBuilder kept = new StringBuilder();
        if (accepted != null && !toNone) {
            for (String coding : String.join(",", headers.getAll(HttpHeaderNames.ACCEPT_ENCODING))
                    .split(",", -1)) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (name.startsWith("gzip") || name.startsWith("deflate") || name.startsWith("identity")) {
                    kept.append(kept.isEmpty() ? "" : ", ").append(name);
                }
            }
        }
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, kept.isEmpty() ? "identity" : kept.toString());
    }

    /**
     * The whole request; each time anew, and authorized anew.
     *
     * @throws RequestRejectedException if the protocol cannot do that
     */
    FullHttpRequest whole(byte[] body) {
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        if (body.length > 0 || announced >= 0 || chunked || method.equals(HttpMethod.POST)) {
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        String target = authorized(body);
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, target, Unpooled.wrappedBuffer(body), headers, EmptyHttpHeaders.INSTANCE);
    }

    /**
     * The headers of a request whose body follows piece by piece.
     *
     * @throws RequestRejectedException if the protocol cannot authorize it
     */
    HttpRequest withoutBody() {
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        if (chunked) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(announced));
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, authorized(null), headers);
    }

    /** Lets it in at the provider; the target that it then has. */
    private String authorized(byte @Nullable [] body) {
        if (secret == null) {
            return path + query;
        }
        AuthorizedHead head = new AuthorizedHead(method.name(), upstream.hostHeader(), path, query, headers, body);
        try {
            upstream.protocol().authorize(head, secret);
        } catch (RuntimeException e) {
            LOG.error(
                    "A request to {} cannot be authorized: {}",
                    upstream.provider(),
                    e.getClass().getName());
            throw new RequestRejectedException(
                    RefusalReason.UNAVAILABLE,
                    "The request cannot be authorized with the stored key of %s. The log of Tokentally says more."
                            .formatted(upstream.provider()));
        }
        return path + head.query();
    }

    /** Whether sending it twice does no more than sending it once. */
    boolean isRepeatable() {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS);
    }
}
