package io.tokentally.adapter.gateway.call;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.HttpText;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.MeteringHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRequestTest {

    @Test
    void whatIsNotTheConnectionsOwnGoesOnUnchanged() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(
                        "HTTP/1.1 200 Fine\r\nX-Request-Id: r1\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive, x-own\r\nX-Own: 1\r\nContent-Length: 2\r\n\r\n{}");
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.post(
                    "/openai/v1/chat/completions?a=%2F&b=../x", """
                    Authorization: Bearer %s\r
                    X-Unknown: stays\r
                    Connection: keep-alive, x-private\r
                    X-Private: goes\r
                    TE: trailers\r
                    X-Forwarded-For: 1.2.3.4\r
                    Forwarded: for=1.2.3.4\r
                    Via: 1.1 me\r
                    X-Real-IP: 1.2.3.4\r
                    X-Tokentally-Tags: team=search\r
                    """.formatted(KnownKeys.USER_KEY), Calls.CHAT));
            HttpText answer = receive(client);

            HttpText request = upstream.request(0);
            assertThat(request.startLine()).isEqualTo("POST /base/v1/chat/completions?a=%2F&b=../x HTTP/1.1");
            assertThat(request.body()).isEqualTo(Calls.CHAT);
            assertThat(request.headers())
                    .containsExactlyInAnyOrder(
                            "host: 127.0.0.1:" + upstream.baseUrl().getPort(),
                            "X-Unknown: stays",
                            "Content-Type: application/json",
                            "content-length: " + Calls.CHAT.length(),
                            "authorization: Bearer " + KnownKeys.STORED);
            assertThat(answer.startLine()).isEqualTo("HTTP/1.1 200 Fine");
            assertThat(answer.headers()).containsExactlyInAnyOrder("X-Request-Id: r1", "Content-Length: 2");
            assertThat(answer.body()).isEqualTo("{}");
        }
    }

    /** Whoever believes one of them takes the caller for somebody else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "Via",
                "X-Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Prefix",
                "X-Forwarded-Server",
                "X-Real-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP"
            })
    void nobodyClaimsToCallFromElsewhere(String name) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (String spelt : List.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))) {
                client.send(Calls.post(
                        "/openai/v1/chat/completions",
                        "Authorization: Bearer %s\r\n%s: 1.2.3.4\r\n%s: 5.6.7.8\r\nX-Unknown: stays\r\n"
                                .formatted(KnownKeys.USER_KEY, spelt, spelt),
                        Calls.CHAT));
                assertThat(receive(client).status()).isEqualTo(200);
            }
            assertThat(upstream.requests()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(upstream.request(i).has(name)).isFalse();
                assertThat(upstream.request(i).header("x-unknown")).isEqualTo("stays");
            }
        }
    }

    /** They would bind a client to a provider under the gateway's name, and one provider's would go to another. */
    @Test
    void cookiesPassInNeitherDirection() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(
                        "HTTP/1.1 200 OK\r\nSet-Cookie: __cf_bm=1; Path=/\r\nset-cookie: second=2\r\nSet-Cookie2: old=3\r\n"
                                + "X-Request-Id: r1\r\nContent-Length: 2\r\n\r\n{}");
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (String target : List.of("/openai/v1/chat/completions", "/openai/v1/files", "/anthropic/v1/messages")) {
                client.send(Calls.post(
                        target,
                        "Authorization: Bearer " + KnownKeys.USER_KEY
                                + "\r\nCookie: session=1\r\ncookie: other=2\r\nCookie2: old=3\r\nX-Unknown: stays\r\n",
                        Calls.CHAT));
                HttpText answer = receive(client);

                assertThat(answer.headers()).containsExactlyInAnyOrder("X-Request-Id: r1", "Content-Length: 2");
            }
            assertThat(upstream.requests()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(upstream.request(i).headers())
                        .contains("X-Unknown: stays")
                        .noneMatch(header -> header.toLowerCase(Locale.ROOT).startsWith("cookie"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/chat/completion%73", "/chat/completions/", "/chat//completions", "/%63hat/completions"})
    void aCallIsMeteredHoweverItsPathIsSpelt(String path) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY).replace("/chat/completions", path));
            assertThat(receive(client).status()).isEqualTo(200);

            assertThat(upstream.request(0).startLine()).isEqualTo("POST /base/v1" + path + " HTTP/1.1");
            MeteredCall call = gateway.records().next();
            assertThat(call.attribution().endpoint().value()).isEqualTo("chat.completions");
            assertThat(call.reading().knownQuantities().of(UsageUnit.INPUT_TOKENS))
                    .isEqualTo(8);
        }
    }

    @Test
    void aMeteredCallIsRecordedWithWhatTheAnswerSays() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).body()).isEqualTo(Calls.COMPLETION);

            MeteredCall call = gateway.records().next();
            assertThat(call.startedAt()).isEqualTo(GatewayUnderTest.NOW);
            assertThat(call.requestedModel().value()).isEqualTo("gpt-4.1-nano");
            assertThat(Objects.requireNonNull(call.servedModel()).value()).isEqualTo("gpt-4.1-nano-2025-04-14");
            assertThat(call.reading().knownQuantities().of(UsageUnit.INPUT_TOKENS))
                    .isEqualTo(8);
            assertThat(call.reading().knownQuantities().of(UsageUnit.OUTPUT_TOKENS))
                    .isEqualTo(3);
            assertThat(call.outcome()).isEqualTo(new Outcome.Success());
            assertThat(call.timing().timeToFirstToken()).isNull();
            assertThat(call.attribution().endpoint().value()).isEqualTo("chat.completions");
            assertThat(call.attribution().userId().value()).isEqualTo("ada");
            assertThat(call.attribution().organizationId().value()).isEqualTo("acme");
            assertThat(call.attribution().keyId()).isEqualTo(KnownKeys.USER_KEY_ID);
        }
    }

    @Test
    void aFinishedBatchIsRecordedAsTheSameWorkHoweverOftenItIsFetched() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("""
                        {"id":"batch_1","object":"batch","status":"completed","completed_at":1790000000,\
                        "usage":{"input_tokens":10,"output_tokens":20}}"""));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Calls.get("/openai/v1/batches/batch_1"));
                assertThat(receive(client).status()).isEqualTo(200);

                assertThat(gateway.records().next().billedOnce())
                        .isEqualTo(new BillableJob("batch_1", Instant.ofEpochSecond(1_790_000_000)));
            }
        }
    }

    @Test
    void connectionsAreUsedAgainOnBothSides() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 20; i++) {
                client.send(Calls.chat(KnownKeys.USER_KEY));
                assertThat(receive(client).status()).isEqualTo(200);
            }

            assertThat(upstream.connections()).isEqualTo(1);
            assertThat(gateway.records().count()).isEqualTo(20);
        }
    }

    @Test
    void requestsSentAheadAreAnsweredInTurn() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    while (all.receive(wire)) {
                        wire.send(Calls.ok("{\"n\":%d}".formatted(all.requests())));
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(
                    Calls.chat(KnownKeys.USER_KEY) + Calls.get("/openai/v1/models") + Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).body()).isEqualTo("{\"n\":1}");
            assertThat(receive(client).body()).isEqualTo("{\"n\":2}");
            assertThat(receive(client).body()).isEqualTo("{\"n\":3}");
            assertThat(upstream.request(1).startLine()).isEqualTo("GET /base/v1/models HTTP/1.1");
        }
    }

    @Test
    void aPathThatIsNotMeteredIsStreamedAndRecordedWithoutQuantities() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("{\"id\":\"file-1\"}"));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            String key = "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n";
            client.send("POST /v1/files HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n" + key
                    + "\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(200);
            client.send(Calls.get("/openai/v1/files/file-abc1"));
            assertThat(receive(client).status()).isEqualTo(200);
            client.send(Calls.post("/openai/v1/containers", key, "{}"));
            assertThat(receive(client).status()).isEqualTo(200);

            assertThat(upstream.request(0).startLine()).isEqualTo("POST /base/v1/files HTTP/1.1");
            assertThat(upstream.request(0).body()).isEqualTo("hello world");
            assertThat(upstream.request(1).has("content-length")).isFalse();
            MeteredCall posted = gateway.records().next();
            assertThat(posted.attribution().endpoint().value()).isEqualTo("files");
            assertThat(posted.reading()).isEqualTo(new UsageReading.NotBilled());
            assertThat(posted.requestedModel().value()).isEqualTo("unknown");
            MeteredCall looked = gateway.records().next();
            assertThat(looked.attribution().endpoint().value()).isEqualTo("files");
            assertThat(looked.reading()).isEqualTo(new UsageReading.NotBilled());
            assertThat(List.of(posted.isFree(), looked.isFree())).containsOnly(true);
            MeteredCall made = gateway.records().next();
            assertThat(made.reading()).isEqualTo(new UsageReading.Missing());
            assertThat(made.isFree()).isFalse();
        }
    }

    @Test
    void aHeadAskedForHasNoBody() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    while (all.receive(wire)) {
                        wire.send("HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n");
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send("HEAD /v1/models HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + KnownKeys.USER_KEY
                        + "\r\n\r\n");
                HttpText head = Objects.requireNonNull(client.receive(true));
                assertThat(head.header("content-length")).isEqualTo("42");
            }
            assertThat(upstream.connections()).isEqualTo(1);
        }
    }

    @Test
    void anOldClientGetsAnAnswerThatEndsWithItsConnection() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    Thread.sleep(50);
                    wire.sendEvent("[DONE]");
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream().replace("HTTP/1.1", "HTTP/1.0"));
            HttpText answer = receive(client);

            assertThat(answer.has("transfer-encoding")).isFalse();
            assertThat(answer.body()).isEqualTo("data: " + Calls.DELTA + "\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void aClientThatWaitsToBeAskedForItsBodyIsAsked() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            String request = Calls.post(
                    "/v1/chat/completions",
                    "Expect: 100-continue\r\nAuthorization: Bearer " + KnownKeys.USER_KEY + "\r\n",
                    Calls.CHAT);
            int head = request.indexOf("\r\n\r\n") + 4;
            client.send(request.substring(0, head));
            assertThat(Objects.requireNonNull(client.receive(true)).status()).isEqualTo(100);
            client.send(request.substring(head));
            assertThat(receive(client).status()).isEqualTo(200);

            assertThat(upstream.request(0).has("expect")).isFalse();
        }
    }

    @Test
    void healthIsTold() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering("");
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send("GET /health HTTP/1.1\r\nHost: g\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(200);
            gateway.records().refuseCalls();
            client.send("GET /health HTTP/1.1\r\nHost: g\r\n\r\n");
            assertThat(receive(client).status()).isEqualTo(503);
            client.send(Calls.chat(KnownKeys.USER_KEY));
            HttpText refused = receive(client);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("5");
            assertThat(upstream.requests()).isZero();
        }
    }

    @Test
    void healthTellsJournalLedgerAndPricesEach() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering("");
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            assertThat(health(client))
                    .isEqualTo(
                            "200 {\"status\":\"UP\",\"gateway\":\"UP\",\"journal\":\"UP\",\"ledger\":\"UP\",\"prices\":\"UP\"}");
            gateway.records().say(new MeteringHealth(true, false, 3, Duration.ofSeconds(5), "SQLException"));
            assertThat(health(client))
                    .isEqualTo(
                            "200 {\"status\":\"DEGRADED\",\"gateway\":\"UP\",\"journal\":\"UP\",\"ledger\":\"DOWN\",\"prices\":\"UP\"}");
            gateway.records().say(new MeteringHealth(true, true, 0, Duration.ZERO, null).withPricesKnown(false));
            assertThat(health(client))
                    .isEqualTo(
                            "503 {\"status\":\"OUT_OF_SERVICE\",\"gateway\":\"UP\",\"journal\":\"UP\",\"ledger\":\"UP\",\"prices\":\"DOWN\"}");
            gateway.records().say(new MeteringHealth(false, true, 0, Duration.ZERO, null));
            gateway.records().refuseCalls();
            assertThat(health(client))
                    .isEqualTo(
                            "503 {\"status\":\"OUT_OF_SERVICE\",\"gateway\":\"UP\",\"journal\":\"DOWN\",\"ledger\":\"UP\",\"prices\":\"UP\"}");
        }
    }

    private static String health(Wire client) throws Exception {
        client.send("GET /health HTTP/1.1\r\nHost: g\r\n\r\n");
        HttpText answer = receive(client);
        return answer.status() + " " + answer.body();
    }
}
