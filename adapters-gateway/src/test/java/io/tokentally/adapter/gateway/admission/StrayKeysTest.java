package io.tokentally.adapter.gateway.admission;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.HttpText;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A virtual key leaves the gateway in no part of a request's head. */
class StrayKeysTest {

    private static final String KEY = "tt_0123456789abcdefghijABCDEFGHIJ0123456789";
    private static final String USED = "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n";

    private final ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private HttpText call(String target, String headers) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post(target, headers, Calls.CHAT));
            return receive(client);
        }
    }

    private void assertRefused(HttpText answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("virtual key").doesNotContain(KEY).doesNotContain(KnownKeys.USER_KEY);
        assertThat(upstream.connections()).isZero();
        assertThat(gateway.records().count()).isZero();
    }

    private static String basic(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String percent(String text) {
        return "%" + HexFormat.ofDelimiter("%").formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Stream<String> headers() {
        return Stream.of(
                "Authorization: " + KEY,
                "Authorization: Token " + KEY,
                "Authorization: Bearer \"" + KEY + "\"",
                "Authorization: Bearer " + KEY + " x",
                "Authorization: Bearer x" + KEY,
                "Authorization: Basic " + basic(KEY + ":"),
                "Authorization: Basic " + basic("somebody:" + KEY),
                "Authorization: Basic " + basic("u:" + percent(KEY)),
                "Proxy-Authorization: Basic " + basic(KEY + ":x"),
                "X-Api-Key: " + KEY,
                "X-Api-Key: " + KnownKeys.USER_KEY,
                "Api-Key: " + KEY,
                "Ocp-Apim-Subscription-Key: " + KEY,
                "X-Goog-Api-Key: " + KEY,
                "Cookie: a=b; key=" + KEY + "; c=d",
                "Cookie: key=" + percent(KEY),
                "Referer: http://localhost/?key=" + KEY,
                "X-Anything: {\"key\":\"" + KEY + "\"}",
                "X-Anything: \"t\\t_" + KEY.substring(3) + "\"",
                "X-Anything: " + percent(percent(KEY)),
                "X-Anything: prefix-" + KEY + "-suffix",
                "X-Anything: data:x;base64," + basic("{\"key\":\"" + KEY + "\"}"),
                "X-Anything: eyJhbGciOiJub25lIn0."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(("??>" + KEY).getBytes(StandardCharsets.US_ASCII))
                        + ".",
                "Content-Type: multipart/form-data; boundary=" + KEY,
                "X-Tokentally-User: " + KEY,
                "X-Tokentally-Tags: key=" + KEY,
                "X-Forwarded-For: " + KEY,
                "X-" + KEY + ": x",
                KEY + ": x");
    }

    @ParameterizedTest
    @MethodSource("headers")
    void oneInAnotherHeaderGoesNowhere(String header) throws Exception {
        assertRefused(call("/v1/chat/completions", USED + header + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void norDoesItWithoutAnyOther(String header) throws Exception {
        assertRefused(call("/v1/chat/completions", header + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/chat/completions?key=%s",
                "/v1/chat/completions?a=b&api_key=%s&c=d",
                "/v1/chat/completions?%s",
                "/v1/chat/completions?x=pre%spost",
                "/v1/models/%s",
                "http://%s@gateway/v1/chat/completions",
            })
    void norOneInTheTargetHoweverItIsEncoded(String target) throws Exception {
        for (UnaryOperator<String> encoding : encodings()) {
            assertRefused(call(target.replace("%s", encoding.apply(KEY)), USED));
        }
    }

    private static Iterable<UnaryOperator<String>> encodings() {
        return Stream.<UnaryOperator<String>>of(
                        UnaryOperator.identity(),
                        StrayKeysTest::percent,
                        key -> "%22" + key + "%22",
                        key -> URLEncoder.encode(percent(key), StandardCharsets.US_ASCII),
                        key -> key.replace("_", "%5F"),
                        key -> basic(key + ":").replace("=", "%3D"))
                .toList();
    }

    @Test
    void norDoesOneForAMethod() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(KEY + " /v1/models HTTP/1.1\r\nHost: g\r\n" + USED + "\r\n");
            assertRefused(receive(client));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer %1$s\r\nX-Tokentally-Key: %2$s\r\n",
                "Authorization: Bearer %1$s\r\nAuthorization: Bearer %2$s\r\n",
                "X-Tokentally-Key: %1$s\r\nX-Tokentally-Key: %2$s\r\n",
            })
    void whichOfTwoKeysCountsIsNotGuessed(String headers) throws Exception {
        HttpText answer = call("/v1/chat/completions", headers.formatted(KnownKeys.SERVICE_KEY, KnownKeys.USER_KEY));

        assertRefused(answer);
        assertThat(answer.body()).contains("Two different virtual keys");
    }

    @Test
    void anthropicsClientsAreToldInAnthropicsWay() throws Exception {
        HttpText two = call(
                "/anthropic/v1/messages",
                "x-api-key: " + KnownKeys.USER_KEY + "\r\nAuthorization: Bearer " + KnownKeys.SERVICE_KEY + "\r\n");
        assertRefused(two);
        assertThat(two.body()).startsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"");
        assertRefused(call("/anthropic/v1/messages", "x-api-key: Bearer " + KEY + "\r\n"));
    }

    @Test
    void bodiesAreTheCallersOwn() throws Exception {
        try (Wire client = gateway.connect()) {
            String body = Calls.CHAT.replace("Hi", KEY);
            client.send(Calls.post("/v1/chat/completions", USED, body));

            assertThat(receive(client).status()).isEqualTo(200);
            assertThat(upstream.request(0).body()).isEqualTo(body);
        }
    }

    /** Too short, or of other characters: no virtual key looks like that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Trace: tt_0123456789abcdefghijABCDEFGHIJ012345678",
                "X-Trace: tt_0123456789abcdefghij_BCDEFGHIJ0123456789",
                "X-Trace: http_0123456789abcdef",
                "X-Trace: 100%",
                "X-Trace: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            })
    void whatIsNoVirtualKeyPasses(String header) throws Exception {
        assertThat(call("/v1/chat/completions", USED + header + "\r\n").status())
                .isEqualTo(200);
        assertThat(upstream.request(0).headers()).contains(header);
    }
}
