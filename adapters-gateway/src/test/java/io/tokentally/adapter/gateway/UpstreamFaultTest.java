package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a provider does, the caller learns of it, and the record is true. */
class UpstreamFaultTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static void assertFailed(MeteredCall call, Failure.Kind kind, UsageReading reading) {
        assertThat(call.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
        assertThat(call.reading()).isEqualTo(reading);
    }

    @Test
    void aProviderThatDoesNotListenIsABadGatewayAndBillsNothing() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (GatewayUnderTest gateway = GatewayUnderTest.before(
                        URI.create("http://127.0.0.1:" + port + "/v1"), Limits.DEFAULT, Timeouts.DEFAULT);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            HttpText answer = receive(client);

            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.body()).startsWith("{\"error\":{").contains("openai could not be reached");
            assertFailed(gateway.records().next(), Failure.Kind.CONNECTION_FAILED, new UsageReading.NotBilled());
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(502);
        }
    }

    @Test
    void aHostThatNobodyKnowsIsABadGateway() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.before(
                        URI.create("http://nobody.invalid/v1"), Limits.DEFAULT, Timeouts.DEFAULT);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(502);
        }
    }

    @Test
    void aServerThatSpeaksNoTlsIsNotTrusted() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        URI.create("https://127.0.0.1:" + upstream.baseUrl().getPort() + "/v1"),
                        Limits.DEFAULT,
                        GatewayUnderTest.hasty(LONG, LONG, LONG, LONG));
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(502);
            assertFailed(gateway.records().next(), Failure.Kind.CONNECTION_FAILED, new UsageReading.NotBilled());
        }
    }

    @Test
    void aProviderThatHangsUpWithoutAnAnswerMayHaveWorked() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> all.receive(wire));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(502);
            assertFailed(gateway.records().next(), Failure.Kind.CONNECTION_FAILED, new UsageReading.Missing());
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }

    @Test
    void aProviderThatNeverAnswersIsATimeOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    never.await();
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(SHORT, LONG, LONG, LONG));
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).startsWith("{\"error\":{").contains("openai did not answer in time");
            assertFailed(gateway.records().next(), Failure.Kind.TIMEOUT, new UsageReading.Missing());
            never.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "HTTP/1.1 abc Fine\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
            })
    void garbageIsABadGateway(String garbage) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(garbage);
                    all.receive(wire);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(502);
            assertFailed(gateway.records().next(), Failure.Kind.INVALID_RESPONSE, new UsageReading.Missing());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void halfAnAnswerIsNeverToldAsAWholeOne(boolean chunked) throws Exception {
        String half = Calls.COMPLETION.substring(0, 60);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                            + (chunked
                                    ? "Transfer-Encoding: chunked\r\n\r\n3c\r\n" + half + "\r\n"
                                    : "Content-Length: 500\r\n\r\n" + half));
                    Thread.sleep(100);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            HttpText answer = receive(client);

            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).isEqualTo(half);
            assertFailed(gateway.records().next(), Failure.Kind.STREAM_INTERRUPTED, new UsageReading.Missing());
        }
    }

    @Test
    void aBrokenStreamIsCutAndEstimated() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    Thread.sleep(100);
                    wire.reset();
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            HttpText answer = receive(client);

            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).contains("Hello");
            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Estimated.class);
        }
    }

    @Test
    void aLineWithoutEndIsPassedOnAndWhatCameBeforeItCounts() throws Exception {
        String line = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(8 << 20);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    wire.send("%x\r\n%s\r\n".formatted(line.length(), line));
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            HttpText answer = receive(client);

            assertThat(answer.whole()).isTrue();
            assertThat(answer.body().endsWith(line)).isTrue();
            MeteredCall call = gateway.records().next();
            assertFailed(call, Failure.Kind.STREAM_INTERRUPTED, call.reading());
            assertThat(call.reading()).isInstanceOf(UsageReading.Estimated.class);
        }
    }

    @Test
    void aStreamThatFallsSilentIsCut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.fallingSilent(never);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, SHORT, LONG, LONG));
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());

            assertThat(receive(client).whole()).isFalse();
            assertThat(gateway.records().next().outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT));
            never.countDown();
        }
    }

    /** Closes each connection after the first answer, once the next request is there. */
    private static ScriptedUpstream closingStaleConnections() {
        return ScriptedUpstream.start((wire, all) -> {
            all.receive(wire);
            wire.send(Calls.ok(Calls.COMPLETION));
            all.receive(wire);
        });
    }

    @Test
    void aProviderThatAnswersBeforeItHasReadAllIsNotUsedAgain() throws Exception {
        String body = "{\"model\":\"gpt-4.1-nano\",\"messages\":[\"%s\"]}".formatted("x".repeat(16 << 20));
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    if (all.connections() == 1) {
                        wire.receive(true);
                        wire.send(Calls.ok("{}").replace("200 OK", "413 Content Too Large"));
                        never.await();
                    } else {
                        all.receive(wire);
                        wire.send(Calls.ok(Calls.COMPLETION));
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.post(
                    "/openai/v1/chat/completions", "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", body));
            assertThat(receive(client).status()).isEqualTo(413);
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(200);
            never.countDown();
        }
    }

    @Test
    void whatOnlyLooksIsTriedAgainOnAFreshConnection() throws Exception {
        try (ScriptedUpstream upstream = closingStaleConnections();
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Calls.get("/v1/models"));
                assertThat(receive(client).status()).isEqualTo(200);
            }

            assertThat(upstream.requests()).isEqualTo(3);
            assertThat(gateway.records().count()).isEqualTo(2);
        }
    }

    @Test
    void whatAProviderMayHaveWorkedOnIsNeverSentTwice() throws Exception {
        try (ScriptedUpstream upstream = closingStaleConnections();
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(502);

            assertThat(upstream.requests()).isEqualTo(2);
            gateway.records().next();
            assertFailed(gateway.records().next(), Failure.Kind.CONNECTION_FAILED, new UsageReading.Missing());
        }
    }

    @Test
    void aConnectionThatWasClosedMeanwhileIsNotUsed() throws Exception {
        CountDownLatch close = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.ok(Calls.COMPLETION));
                    close.await(20, TimeUnit.SECONDS);
                    wire.close();
                    closed.countDown();
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);
            close.countDown();
            closed.await();
            gateway.awaitGauge("connections.upstream", 0);
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(200);
            assertThat(upstream.connections()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerThatEndsWithItsConnectionIsPassedOnAsAWholeOne() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + Calls.COMPLETION);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Calls.chat(KnownKeys.USER_KEY));
                HttpText answer = receive(client);
                assertThat(answer.whole()).isTrue();
                assertThat(answer.body()).isEqualTo(Calls.COMPLETION);
            }
            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Reported.class);
        }
    }

    @Test
    void interimAnswersStayBehind() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(
                        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerOfGarbageIsRecordedAsOne() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("<html>busy</html>"));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).body()).isEqualTo("<html>busy</html>");
            assertFailed(gateway.records().next(), Failure.Kind.INVALID_RESPONSE, new UsageReading.Missing());
        }
    }
}
