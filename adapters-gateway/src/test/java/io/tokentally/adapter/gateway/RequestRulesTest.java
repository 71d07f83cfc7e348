package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two servers might understand in two ways is understood in none. */
class RequestRulesTest {

    private static final String AUTH = "Host: g\r\nAuthorization: Bearer " + KnownKeys.USER_KEY + "\r\n";

    private final ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream, limits(), GatewayUnderTest.NO_SHARES);

    private static Limits limits() {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.connections(),
                usual.upstreamConnections(),
                1_000,
                2_000,
                10_000,
                30_000,
                20_000,
                usual.concurrentCalls(),
                0,
                usual.drains(),
                usual.drainBytes());
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: g\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "Content-Length: 3, 4\r\n\r\nabcd",
                "Content-Length: +3\r\n\r\nabc",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 3x\r\n\r\nabc",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "X-A: b\nX-B: c\r\nContent-Length: 0\r\n\r\n",
                "X-A: b\rX-B: c\r\nContent-Length: 0\r\n\r\n",
                "X A: b\r\nContent-Length: 0\r\n\r\n",
                "X-A: \u0000\r\nContent-Length: 0\r\n\r\n",
                "Host: other\r\nContent-Length: 0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n",
                "Transfer-Encoding: chunked\r\n\r\n3;x=\n1\r\nabc\r\n0\r\n\r\n",
            })
    void anAmbiguousRequestIsRefusedAndItsConnectionEnds(String rest) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\n" + AUTH + rest);

            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void aFoldedHeaderGoesOnAsTheOneThatItIs() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("GET /v1/models HTTP/1.1\r\n" + AUTH + "X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(200);
        }
        assertThat(upstream.request(0).header("x-a")).isEqualTo("b Transfer-Encoding: chunked");
        assertThat(upstream.request(0).has("transfer-encoding")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/v1/../../etc",
                "/openai/v1/%2e%2e/secret",
                "/openai/v1/.%2E/secret",
                "/openai/v1/..%2fsecret",
                "/openai/v1/a%5c..%5cb",
                "/openai/v1/.",
                "/openai/v1\\..\\x",
                "/openai/v1/a#b",
                "openai/v1/models"
            })
    void aPathThatLeadsElsewhereIsRefused(String target) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("GET " + target + " HTTP/1.1\r\n" + AUTH + "\r\n");

            assertThat(receive(client).status()).isEqualTo(400);
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void aBodyThatNobodyAnnouncedIsNotWaitedFor() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(
                    "GET /v1/models HTTP/1.1\r\n" + AUTH + "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n");

            assertThat(receive(client).status()).isEqualTo(400);
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void thousandsOfRequestsSentAheadAreAnsweredEachInItsTurn() throws Exception {
        int ahead = 4_000;
        CountDownLatch allSent = new CountDownLatch(1);
        try (ScriptedUpstream slow = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    allSent.await(20, TimeUnit.SECONDS);
                    wire.send(Calls.ok(Calls.COMPLETION));
                });
                GatewayUnderTest before = GatewayUnderTest.before(slow);
                Wire client = before.connect()) {
            String large = "{\"model\":\"gpt-4.1-nano\",\"messages\":[\"%s\"]}".formatted("x".repeat(4 << 20));
            Thread sending = Thread.ofVirtual().start(() -> sendAll(client, large, ahead));
            before.awaitGauge("connections.upstream", 1);
            allSent.countDown();

            assertThat(receive(client).status()).isEqualTo(200);
            for (int i = 0; i < ahead; i++) {
                assertThat(receive(client).status()).isEqualTo(404);
            }
            sending.join();
            assertThat(before.failures()).isEmpty();
        }
    }

    private static void sendAll(Wire client, String large, int ahead) {
        try {
            client.send(
                    Calls.post("/v1/chat/completions", "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", large)
                            + "GET /nowhere HTTP/1.1\r\nHost: gateway\r\n\r\n".repeat(ahead));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noCallerChoosesTheHost() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("GET http://evil.example/openai/v1/models HTTP/1.1\r\n" + AUTH + "\r\n");
            assertThat(receive(client).status()).isEqualTo(200);
            client.send("GET http://evil.example/ HTTP/1.1\r\n" + AUTH + "\r\n");
            HttpText unknown = receive(client);
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.header("content-type")).isEqualTo("application/problem+json");
        }
        assertThat(upstream.request(0).header("host"))
                .isEqualTo("127.0.0.1:" + upstream.baseUrl().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT /v1/models", "TRACE /v1/models", "CONNECT evil.example:443"})
    void tunnelsAndTracesAreRefused(String start) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(start + " HTTP/1.1\r\n" + AUTH + "\r\n");

            assertThat(receive(client).status()).isEqualTo(400);
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void otherProtocolsAreNotTakenUp() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("GET /v1/models HTTP/1.1\r\n" + AUTH
                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(200);
            client.send("GET /v1/realtime HTTP/1.1\r\n" + AUTH + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(400);
        }
        assertThat(upstream.request(0).has("upgrade")).isFalse();
        assertThat(upstream.request(0).has("http2-settings")).isFalse();
    }

    @Test
    void tooLargeAHeadIsRefused() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("GET /v1/models HTTP/1.1\r\n" + AUTH + "X-Large: " + "x".repeat(1_000_000) + "\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(431);
        }
        try (Wire client = gateway.connect()) {
            client.send("GET /v1/" + "x".repeat(2_000) + " HTTP/1.1\r\n" + AUTH + "\r\n");
            assertThat(receive(client).status()).isEqualTo(431);
        }
    }

    @Test
    void tooLargeAMeteredBodyIsRefusedWhetherAnnouncedOrNot() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post("/v1/chat/completions", AUTH.substring(9), "x".repeat(10_001)));
            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("10000 bytes");
        }
        try (Wire client = gateway.connect()) {
            client.send("POST /v1/chat/completions HTTP/1.1\r\n" + AUTH + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 11; i++) {
                client.send("3e8\r\n" + "x".repeat(1_000) + "\r\n");
            }
            assertThat(receive(client).status()).isEqualTo(413);
        }
        assertThat(upstream.requests()).isZero();
        gateway.awaitGauge("calls.active", 0);
    }

    @Test
    void tooLargeAnotherBodyIsRefused() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post("/v1/files", AUTH.substring(9), "x".repeat(20_001)));
            assertThat(receive(client).status()).isEqualTo(413);
        }
        assertThat(upstream.requests()).isZero();
    }

    @Test
    void largeRequestsTogetherAreHeldToABudget() throws Exception {
        String head = "POST /v1/chat/completions HTTP/1.1\r\n" + AUTH + "Content-Length: 9000\r\n\r\n";
        try (Wire one = gateway.connect();
                Wire two = gateway.connect();
                Wire three = gateway.connect();
                Wire four = gateway.connect()) {
            for (Wire wire : new Wire[] {one, two, three}) {
                wire.send(head);
                assertThat(wire.isSilentFor(100)).isTrue();
            }
            four.send(head);
            HttpText answer = receive(four);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            one.send("x".repeat(9_000));
            assertThat(receive(one).status()).isEqualTo(200);
            one.send(head + "x".repeat(9_000));
            assertThat(receive(one).status()).isEqualTo(200);
        }
    }

    @Test
    void garbageEndsTheConnection() throws Exception {
        try (Wire client = gateway.connect()) {
            client.send("\u0016\u0003\u0001\u0002\u0000 what is this\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(400);
            assertThat(client.isAtEnd()).isTrue();
        }
    }
}
