package io.tokentally.adapter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;

class ForwardedHeadersTest {

    @Test
    void whatBelongsToAConnectionOrToUsStaysBehind() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("Connection", "close, X-Hop ,")
                .set("X-Hop", "1")
                .set("TE", "trailers")
                .set("Transfer-Encoding", "chunked")
                .set("Upgrade", "h2c")
                .set("X-Tokentally-User", "ada")
                .set("X-Forwarded-For", "10.0.0.1")
                .set("Via", "1.1 proxy")
                .set("Expect", "100-continue")
                .set("Cookie", "a=b")
                .set("X-Own", "stays")
                .set("Set-Cookie", "stays");
        ForwardedHeaders.ofRequest(headers);

        assertThat(headers.names()).containsExactlyInAnyOrder("X-Own", "Set-Cookie");
    }

    @Test
    void aResponseBringsNoCookies() {
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("Keep-Alive", "timeout=5")
                .set("Set-Cookie", "a=b")
                .set("Via", "1.1 provider")
                .set("X-Request-Id", "r1");
        ForwardedHeaders.ofResponse(headers);

        assertThat(headers.names()).containsExactlyInAnyOrder("Via", "X-Request-Id");
    }
}
