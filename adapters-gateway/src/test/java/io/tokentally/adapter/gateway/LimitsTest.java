package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.Refusal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(400);

    private static ScriptedUpstream answeringAfter(CountDownLatch go) {
        return ScriptedUpstream.start((wire, all) -> {
            while (all.receive(wire)) {
                go.await(20, TimeUnit.SECONDS);
                wire.send(Calls.ok(Calls.COMPLETION));
            }
        });
    }

    @Test
    void aKeysOwnLimitOfCallsAtOnceHolds() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = answeringAfter(go);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            one.send(Calls.chat(KnownKeys.NARROW_KEY));
            gateway.awaitGauge("calls.active", 1);
            two.send(Calls.chat(KnownKeys.NARROW_KEY));
            HttpText refused = receive(two);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.body()).startsWith("{\"error\":{").contains("1 calls under way");

            go.countDown();
            assertThat(receive(one).status()).isEqualTo(200);
            two.send(Calls.chat(KnownKeys.NARROW_KEY));
            assertThat(receive(two).status()).isEqualTo(200);
        }
    }

    @Test
    void aKeysOwnRateHolds() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Calls.chat(KnownKeys.NARROW_KEY));
                assertThat(receive(client).status()).isEqualTo(200);
            }
            client.send(Calls.chat(KnownKeys.NARROW_KEY));
            HttpText refused = receive(client);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(Objects.requireNonNull(refused.header("retry-after"))))
                    .isBetween(1, 30);
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);
        }
    }

    @Test
    void theInstallationsRateHoldsForKeysWithoutOne() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, GatewayUnderTest.limits(10, 10, 1));
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(429);
        }
    }

    @Test
    void noMoreConnectionsAreTakenThanMayBe() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = answeringAfter(go);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, GatewayUnderTest.limits(2, 10, 0), GatewayUnderTest.NO_SHARES);
                Wire one = gateway.connect();
                Wire two = gateway.connect()) {
            for (Wire wire : new Wire[] {one, two}) {
                wire.send(Calls.chat(KnownKeys.USER_KEY));
            }
            gateway.awaitGauge("calls.active", 2);
            try (Wire three = gateway.connect()) {
                assertThat(three.isAtEnd()).isTrue();
            }
            go.countDown();
            for (Wire wire : new Wire[] {one, two}) {
                assertThat(receive(wire).status()).isEqualTo(200);
            }
        }
    }

    /** Each event loop has one connection, and each is taken. */
    @Test
    void whoIsPutOffBeforeSendingItsBodyIsNotAskedForIt() throws Exception {
        int loops = Runtime.getRuntime().availableProcessors();
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = answeringAfter(go);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, GatewayUnderTest.limits(100, 1, 0), GatewayUnderTest.NO_SHARES)) {
            Wire[] others = new Wire[loops];
            for (int i = 0; i < loops; i++) {
                others[i] = gateway.connect();
                others[i].send(Calls.chat(KnownKeys.USER_KEY));
            }
            gateway.awaitGauge("calls.active", loops);
            try (Wire client = gateway.connect()) {
                client.send("POST /openai/v1/files HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                        + KnownKeys.USER_KEY + "\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");

                HttpText answer = receive(client);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("connection")).isEqualTo("close");
                assertThat(client.isAtEnd()).isTrue();
            }
            go.countDown();
            for (Wire other : others) {
                assertThat(receive(other).status()).isEqualTo(200);
                other.close();
            }
        }
    }

    /** Each event loop has one connection, and so at least one of several callers finds none. */
    @Test
    void whereNoFurtherConnectionToAProviderMayBeTheCallIsPutOff() throws Exception {
        int callers = Runtime.getRuntime().availableProcessors() + 1;
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = answeringAfter(go);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, GatewayUnderTest.limits(100, 1, 0), GatewayUnderTest.NO_SHARES)) {
            Wire[] clients = new Wire[callers];
            for (int i = 0; i < callers; i++) {
                clients[i] = gateway.connect();
                clients[i].send(Calls.chat(KnownKeys.USER_KEY));
            }
            gateway.awaitRefusal(Refusal.UNAVAILABLE);
            go.countDown();
            int putOff = 0;
            for (Wire client : clients) {
                HttpText answer = receive(client);
                putOff += answer.status() == 503 && "1".equals(answer.header("retry-after")) ? 1 : 0;
                client.close();
            }
            assertThat(putOff).isPositive();
            assertThat(gateway.records().count()).isEqualTo(callers - putOff);
        }
    }

    @Test
    void whoSendsNoRequestIsNotWaitedFor() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, LONG, LONG));
                Wire silent = gateway.connect();
                Wire slow = gateway.connect();
                Wire served = gateway.connect()) {
            slow.send("GET /v1/mod");
            served.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(served).status()).isEqualTo(200);

            assertThat(silent.isAtEnd()).isTrue();
            assertThat(slow.isAtEnd()).isTrue();
            assertThat(served.isAtEnd()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, SHORT, LONG));
                Wire client = gateway.connect()) {
            String request = Calls.chat(KnownKeys.USER_KEY);
            client.send(request.substring(0, request.length() - 5));

            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).startsWith("{\"error\":{").contains("did not come in time");
            assertThat(gateway.records().count()).isZero();
            assertThat(upstream.connections()).isZero();
        }
    }

    /** The provider has its beginning by then, and so there is a record. */
    @Test
    void norIsTheRestOfOneThatStreamsThrough() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("{}"));
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, SHORT, LONG));
                Wire client = gateway.connect()) {
            String request = Calls.post(
                    "/openai/v1/files", "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", "x".repeat(1_000));
            client.send(request.substring(0, request.length() - 5));

            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).startsWith("{\"error\":{");
            MeteredCall call = gateway.records().next();
            assertThat(call.outcome()).isEqualTo(Outcome.Failure.of(Outcome.Failure.Kind.CANCELLED));
            assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
            gateway.awaitGauge("connections.upstream", 0);
        }
    }

    @Test
    void aCallMayNotTakeLongerInAllHoweverSlowlyItsCallerReads() throws Exception {
        Timeouts usual = Timeouts.DEFAULT;
        Timeouts brief = new Timeouts(
                usual.connect(), LONG, LONG, SHORT, LONG, LONG, LONG, usual.upstreamKeepAlive(), usual.drain());
        try (ScriptedUpstream upstream = endless();
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, Limits.DEFAULT, brief);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());

            assertThat(gateway.records().next().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Outcome.Failure.Kind.TIMEOUT));
        }
    }

    private static ScriptedUpstream endless() {
        return ScriptedUpstream.start((wire, all) -> {
            all.receive(wire);
            wire.send(Calls.STREAM_HEAD);
            wire.sendEvent(Calls.DELTA);
            for (int i = 0; i < 1_000; i++) {
                wire.send("10000\r\n" + "x".repeat(64 << 10) + "\r\n");
            }
        });
    }

    @Test
    void whoTakesNothingOfTheAnswerIsHungUpOn() throws Exception {
        try (ScriptedUpstream upstream = endless();
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, SHORT, LONG));
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());

            MeteredCall call = gateway.records().next();
            assertThat(call.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Outcome.Failure.Kind.CANCELLED));
            gateway.awaitGauge("connections.client", 0);
            assertThat(call.reading()).isNotInstanceOf(UsageReading.Reported.class);
        }
    }
}
