package io.tokentally.adapter.gateway.client;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.tokentally.adapter.gateway.http.BudgetHeaders;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.usage.MeteringHealth;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The responses that the gateway makes itself. */
final class GatewayResponses {

    /** What the SDKs of OpenAI and Anthropic go by before anything else. */
    private static final AsciiString SHOULD_RETRY = AsciiString.cached("x-should-retry");

    private GatewayResponses() {}

    /** In the provider's shape if the path leads to one, as problem details else. */
    static FullHttpResponse refusal(RequestRejectedException refused, @Nullable Upstream upstream) {
        int status = refused.refusal().httpStatus();
        byte[] body = upstream == null
                ? problem(status, refused.text())
                : upstream.protocol().errorBody(refused.refusal(), refused.text());
        FullHttpResponse response =
                json(status, upstream == null ? "application/problem+json" : "application/json", body);
        if (refused.retryAfterSeconds() > 0) {
            response.headers().setInt(HttpHeaderNames.RETRY_AFTER, refused.retryAfterSeconds());
        }
        BudgetHeadroom headroom = refused.headroom();
        if (headroom != null) {
            BudgetHeaders.set(response.headers(), headroom);
        }
        if (refused.isFinal()) {
            response.headers().set(SHOULD_RETRY, "false");
        }
        return response;
    }

    /** Its status says whether calls should come here; that they may, though something is down, is {@code DEGRADED}. */
    static FullHttpResponse health(boolean ready, boolean stopping, MeteringHealth metering) {
        boolean inService = ready && metering.pricesKnown();
        String status = !inService ? "OUT_OF_SERVICE" : metering.isFull() ? "UP" : "DEGRADED";
        String body = "{\"status\":\"%s\",\"gateway\":\"%s\",\"journal\":\"%s\",\"ledger\":\"%s\",\"prices\":\"%s\"}"
                .formatted(
                        status,
                        stopping ? "OUT_OF_SERVICE" : "UP",
                        metering.journalWrites() ? "UP" : "DOWN",
                        metering.ledgerFollows() ? "UP" : "DOWN",
                        metering.pricesKnown() ? "UP" : "DOWN");
        return json(inService ? 200 : 503, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    static FullHttpResponse goOn() {
        return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
    }

    /** Nothing of ours needs escaping; what a caller sent is never repeated. */
    private static byte[] problem(int status, String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(HttpResponseStatus.valueOf(status).reasonPhrase(), status, detail.replace("\"", "'"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static FullHttpResponse json(int status, String type, byte[] body) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }
}
