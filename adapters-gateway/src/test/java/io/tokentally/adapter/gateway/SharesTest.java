package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.net.IpRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** However one caller misbehaves, the others are served. */
class SharesTest {

    /** Between two pieces of 2,000 bytes: slow, and above the least rate. */
    private static final long HONEST_PACE_MS = 75;

    private static final GatewayShares USUAL = new GatewayShares(25, 50, 100, 0, Duration.ofSeconds(20));
    private static final GatewayShares IMPATIENT = new GatewayShares(100, 100, 100, 10_000, Duration.ofSeconds(1));

    private static Limits limits(int connections, int upstreamConnections, int largest, long buffered) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                connections,
                upstreamConnections,
                usual.initialLineBytes(),
                usual.headerBytes(),
                largest,
                buffered,
                usual.otherBodyBytes(),
                usual.concurrentCalls(),
                0,
                usual.drains(),
                usual.drainBytes());
    }

    private static String head(String key, int length) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + key + "\r\nContent-Length: "
                + length + "\r\n\r\n";
    }

    private static Wire uploading(GatewayUnderTest gateway, String key) throws IOException {
        Wire wire = gateway.connect();
        wire.send(head(key, 10_000) + "x".repeat(5_000));
        return wire;
    }

    @Test
    void slowUploadsOfOneKeyLeaveMemoryToOthers() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, limits(100, 100, 10_000, 40_000), USUAL);
                Wire first = uploading(gateway, KnownKeys.USER_KEY)) {
            gateway.awaitGauge("calls.active", 1);
            assertThat(first.isSilentFor(100)).isTrue();
            try (Wire second = uploading(gateway, KnownKeys.USER_KEY)) {
                HttpText refused = receive(second);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.header("retry-after")).isEqualTo("1");
                assertThat(refused.body()).startsWith("{\"error\":{").contains("one key may have");
            }
            try (Wire colleague = uploading(gateway, KnownKeys.SERVICE_KEY)) {
                assertThat(colleague.isSilentFor(100)).isTrue();
                try (Wire third = uploading(gateway, KnownKeys.NARROW_KEY)) {
                    HttpText refused = receive(third);
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.body()).contains("this organization");
                }
                try (Wire other = gateway.connect()) {
                    other.send(head(KnownKeys.OTHERS_KEY, 10_000) + "x".repeat(10_000));
                    assertThat(receive(other).status()).isEqualTo(200);
                }
            }
            first.send("x".repeat(5_000));
            assertThat(receive(first).status()).isEqualTo(200);
        }
    }

    @Test
    void callsOfOneKeyLeaveConnectionsToProvidersToOthers() throws Exception {
        int loops = Runtime.getRuntime().availableProcessors();
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    for (HttpText request = wire.receive(); request != null; request = wire.receive()) {
                        if (request.body().contains("stream")) {
                            go.await(20, TimeUnit.SECONDS);
                        }
                        wire.send(Calls.ok(Calls.COMPLETION));
                    }
                });
                GatewayUnderTest gateway =
                        GatewayUnderTest.before(upstream, limits(1_000, 4, 10_000, 1 << 20), USUAL)) {
            List<Wire> flood = new ArrayList<>();
            for (int i = 0; i < 8 * loops; i++) {
                Wire wire = gateway.connect();
                wire.send(Calls.chatStream());
                flood.add(wire);
            }
            gateway.awaitGauge("calls.active", loops);
            for (int i = 0; i < 2 * loops; i++) {
                try (Wire other = gateway.connect()) {
                    other.send(Calls.chat(KnownKeys.OTHERS_KEY));
                    assertThat(receive(other).status()).isEqualTo(200);
                }
            }
            go.countDown();
            int refused = 0;
            for (Wire wire : flood) {
                HttpText answer = receive(wire);
                refused += answer.status() == 429 && "1".equals(answer.header("retry-after")) ? 1 : 0;
                wire.close();
            }
            assertThat(refused).isEqualTo(7 * loops);
        }
    }

    @Test
    void whoSitsIdleKeepsNobodyOut() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, limits(6, 100, 10_000, 1 << 20), GatewayUnderTest.NO_SHARES)) {
            List<Wire> idle = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Wire silent = gateway.connect();
                silent.send(i % 2 == 0 ? "" : "GET /v1/mod");
                idle.add(silent);
            }
            gateway.awaitGauge("connections.client", 6);
            for (int i = 0; i < 12; i++) {
                try (Wire client = Wire.to(gateway.port(), "127.0.0.2")) {
                    client.send(Calls.chat(KnownKeys.USER_KEY));
                    assertThat(receive(client).status()).isEqualTo(200);
                }
            }
            int closed = 0;
            for (Wire wire : idle) {
                closed += wire.isSilentFor(200) ? 0 : 1;
                wire.close();
            }
            assertThat(closed).isPositive();
        }
    }

    /** What each is answered before its body has come, the word that it waits for among them; the others wait for none. */
    private static final List<String> ANSWERED_EARLY = List.of(
            post("/v1/chat/completions", "sk-wrong", ""),
            post("/v1/organization/projects", KnownKeys.USER_KEY, ""),
            post("/nowhere", KnownKeys.USER_KEY, ""),
            post("/v1/chat/completions?key=" + KnownKeys.USER_KEY, KnownKeys.USER_KEY, ""),
            post("/v1/files", KnownKeys.USER_KEY, ""),
            post("/health", KnownKeys.USER_KEY, ""),
            post("/v1/chat/completions", "sk-wrong", "Expect: 100-continue\r\n"),
            post("/v1/files", KnownKeys.USER_KEY, "Expect: 100-continue\r\n"));

    private static String post(String target, String key, String header) {
        return "POST " + target + " HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + key + "\r\n" + header
                + "Content-Length: 100000\r\n\r\n";
    }

    /** Answers when it has seen the head. */
    private static ScriptedUpstream hasty() throws IOException {
        return ScriptedUpstream.start((wire, all) -> {
            while (wire.receive(true) != null) {
                wire.send(Calls.ok("{}"));
            }
        });
    }

    private static int finalStatus(Wire wire) throws IOException {
        HttpText answer = receive(wire);
        return answer.status() == 100 ? receive(wire).status() : answer.status();
    }

    @Test
    void whoIsAnsweredBeforeTheBodyKeepsNobodyOut() throws Exception {
        int places = ANSWERED_EARLY.size();
        try (ScriptedUpstream upstream = hasty();
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, limits(places, 100, 10_000, 1 << 20), GatewayUnderTest.NO_SHARES)) {
            List<Wire> answered = new ArrayList<>();
            for (String head : ANSWERED_EARLY) {
                Wire wire = gateway.connect();
                wire.send(head);
                assertThat(finalStatus(wire)).isIn(200, 400, 401, 403, 404);
                answered.add(wire);
            }
            gateway.awaitGauge("calls.active", 0);
            for (int i = 0; i < 2 * places; i++) {
                try (Wire other = Wire.to(gateway.port(), "127.0.0.2")) {
                    other.send(Calls.get("/v1/models"));
                    assertThat(receive(other).status()).isEqualTo(200);
                }
            }
            for (Wire wire : answered) {
                wire.close();
            }
        }
    }

    @Test
    void aBodyThatNobodyWantsIsNotWaitedForWhenItComesTooSlowly() throws Exception {
        GatewayShares patient = new GatewayShares(100, 100, 100, 10_000, Duration.ofHours(1));
        try (ScriptedUpstream upstream = hasty();
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, Limits.DEFAULT, patient);
                Wire honest = gateway.connect()) {
            honest.send(post("/v1/chat/completions", "sk-wrong", ""));
            assertThat(receive(honest).status()).isEqualTo(401);
            List<Wire> answered = new ArrayList<>();
            for (String head : ANSWERED_EARLY) {
                Wire wire = gateway.connect();
                wire.send(head);
                assertThat(finalStatus(wire)).isIn(200, 400, 401, 403, 404);
                answered.add(wire);
            }
            for (int i = 0; i < 50; i++) {
                honest.send("x".repeat(2_000));
                if (i % 10 == 5) {
                    for (Wire wire : answered) {
                        sendIfOpen(wire, "x");
                    }
                }
                Thread.sleep(HONEST_PACE_MS);
            }
            honest.send(Calls.get("/v1/models"));
            assertThat(receive(honest).status()).isEqualTo(200);
            gateway.awaitGauge("connections.client", 1);
            for (Wire wire : answered) {
                wire.close();
            }
        }
    }

    private static void sendIfOpen(Wire wire, String text) {
        try {
            wire.send(text);
        } catch (IOException e) {
            // It is closed, which is what is wanted.
        }
    }

    @Test
    void oneAddressHasItsShareAndATrustedProxyHasNone() throws Exception {
        GatewayShares shares = new GatewayShares(100, 100, 50, 0, Duration.ofSeconds(20));
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    while (all.receive(wire)) {
                        go.await(20, TimeUnit.SECONDS);
                        wire.send(Calls.ok(Calls.COMPLETION));
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.start(
                        GatewayUnderTest.options(upstream.baseUrl(), limits(4, 100, 10_000, 1 << 20), Timeouts.DEFAULT)
                                .withShares(shares)
                                .withTrustedProxies(List.of(IpRange.parse("127.0.0.9"))))) {
            List<Wire> busy = new ArrayList<>();
            for (String from : List.of("127.0.0.1", "127.0.0.1", "127.0.0.9")) {
                Wire wire = Wire.to(gateway.port(), from);
                wire.send(Calls.chat(KnownKeys.USER_KEY));
                busy.add(wire);
            }
            gateway.awaitGauge("calls.active", 3);
            try (Wire third = gateway.connect()) {
                assertThat(third.isAtEnd()).isTrue();
            }
            try (Wire proxied = Wire.to(gateway.port(), "127.0.0.9")) {
                proxied.send(Calls.chat(KnownKeys.USER_KEY)
                        .replace("Host: gateway", "Host: gateway\r\nX-Forwarded-For: 127.0.0.1"));
                HttpText refused = receive(proxied);
                assertThat(refused.status()).isEqualTo(429);
                assertThat(refused.body()).contains("one client address");
                proxied.send(Calls.chat(KnownKeys.USER_KEY)
                        .replace("Host: gateway", "Host: gateway\r\nX-Forwarded-For: 127.0.0.1, 192.0.2.1"));
                gateway.awaitGauge("calls.active", 4);
                go.countDown();
                assertThat(receive(proxied).status()).isEqualTo(200);
            }
            for (Wire wire : busy) {
                assertThat(receive(wire).status()).isEqualTo(200);
                wire.close();
            }
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsNotWaitedFor() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, Limits.DEFAULT, IMPATIENT);
                Wire slow = gateway.connect();
                Wire honest = gateway.connect()) {
            slow.send(head(KnownKeys.USER_KEY, 1_000_000));
            honest.send(head(KnownKeys.SERVICE_KEY, 40 * 2_000));
            for (int i = 0; i < 40; i++) {
                honest.send("x".repeat(2_000));
                if (i < 8) {
                    slow.send("x");
                }
                Thread.sleep(HONEST_PACE_MS);
            }
            assertThat(receive(honest).status()).isEqualTo(200);
            HttpText refused = receive(slow);
            assertThat(refused.status()).isEqualTo(408);
            assertThat(refused.header("connection")).isEqualTo("close");
            assertThat(refused.body()).startsWith("{\"error\":{").contains("too slowly");
            gateway.awaitGauge("connections.client", 1);
            gateway.awaitGauge("calls.active", 0);
        }
    }

    @Test
    void whomTheProviderHoldsUpIsNotBlamed() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    go.await(20, TimeUnit.SECONDS);
                    all.receive(wire);
                    wire.send(Calls.ok("{}"));
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, Limits.DEFAULT, IMPATIENT);
                Wire client = gateway.connect()) {
            int length = 32 << 20;
            client.send("POST /v1/files HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + KnownKeys.USER_KEY
                    + "\r\nContent-Length: " + length + "\r\n\r\n");
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    client.send(new byte[length]);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(client.isSilentFor(3_000)).isTrue();
            go.countDown();
            assertThat(receive(client).status()).isEqualTo(200);
            sending.join();
        }
    }

    @Test
    void whoTakesAnAnswerTooSlowlyIsHungUpOn() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    for (int i = 0; i < 1_000; i++) {
                        wire.send("10000\r\n" + "x".repeat(64 << 10) + "\r\n");
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, Limits.DEFAULT, IMPATIENT);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            Thread reading = Thread.ofVirtual().start(() -> read(client, 10, 50));

            assertThat(gateway.records().next().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Outcome.Failure.Kind.CANCELLED));
            gateway.awaitGauge("connections.client", 0);
            reading.interrupt();
        }
    }

    @Test
    void whoTakesItSlowlyButFastEnoughGetsItAll() throws Exception {
        int pieces = 64;
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + (pieces << 16) + "\r\n\r\n");
                    for (int i = 0; i < pieces; i++) {
                        wire.send("x".repeat(64 << 10));
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, Limits.DEFAULT, IMPATIENT);
                Wire client = gateway.connect()) {
            client.send(Calls.get("/v1/files/file-1/content"));
            read(client, 32 << 10, 100);
            assertThat(gateway.records().next().outcome()).isEqualTo(new Outcome.Success());
        }
    }

    /** Reads that much so often until the connection falls silent or ends. */
    private static void read(Wire wire, int bytes, int everyMillis) {
        try {
            int octet = 0;
            for (int total = 0; octet >= 0 && total < 64 << 16; ) {
                for (int i = 0; i < bytes && octet >= 0; i++, total++) {
                    octet = wire.octet();
                }
                Thread.sleep(everyMillis);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
