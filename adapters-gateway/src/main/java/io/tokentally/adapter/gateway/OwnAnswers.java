package io.tokentally.adapter.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the gateway answers itself. */
final class OwnAnswers {

    private OwnAnswers() {}

    /** In the provider's shape if the path leads to one, as problem details else. */
    static FullHttpResponse refusal(Refused refused, @Nullable Upstream upstream) {
        int status = refused.refusal().httpStatus();
        byte[] body = upstream == null
                ? problem(status, refused.text())
                : upstream.protocol().errorBody(refused.refusal(), refused.text());
        FullHttpResponse answer =
                json(status, upstream == null ? "application/problem+json" : "application/json", body);
        if (refused.retryAfterSeconds() > 0) {
            answer.headers().setInt(HttpHeaderNames.RETRY_AFTER, refused.retryAfterSeconds());
        }
        return answer;
    }

    static FullHttpResponse health(boolean ready) {
        String body = ready ? "{\"status\":\"UP\"}" : "{\"status\":\"OUT_OF_SERVICE\"}";
        return json(ready ? 200 : 503, "application/json", body.getBytes(StandardCharsets.UTF_8));
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
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }
}
