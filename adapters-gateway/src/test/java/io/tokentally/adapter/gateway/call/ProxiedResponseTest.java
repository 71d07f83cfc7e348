package io.tokentally.adapter.gateway.call;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.HttpText;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageUnit;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiedResponseTest {

    @Test
    void noLastByteIsGivenAwayBeforeTheRecordIsKept() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.records().hold();
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(gateway.records().next().outcome()).isEqualTo(new Outcome.Success());
            assertThat(client.isSilentFor(200)).isTrue();

            gateway.records().keep();
            assertThat(receive(client).body()).isEqualTo(Calls.COMPLETION);
        }
    }

    /** The caller knows from the content that the answer is complete, and not from the chunk that ends it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noLastEventIsGivenAwayBeforeTheRecordIsKept(boolean terminated) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    wire.sendEvent(Calls.USAGE);
                    wire.sendEvent("[DONE]");
                    if (terminated) {
                        wire.send(Calls.LAST_CHUNK);
                    }
                    over.await();
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.records().hold();
            client.send(Calls.chatStream());
            gateway.records().next();
            Objects.requireNonNull(client.receive(true));
            StringBuilder seen = new StringBuilder();
            while (!client.isSilentFor(200)) {
                seen.append((char) client.octet());
            }
            assertThat(seen.toString()).doesNotContain("[DONE]");

            gateway.records().keep();
            while (!seen.toString().contains("[DONE]")) {
                seen.append((char) client.octet());
            }
            over.countDown();
            while (!seen.toString().endsWith("0\r\n\r\n")) {
                seen.append((char) client.octet());
            }
        }
    }

    @Test
    void anAnswerWhoseRecordIsLostIsCut() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.records().hold();
            client.send(Calls.chat(KnownKeys.USER_KEY));
            gateway.records().next();
            gateway.records().lose();

            assertThat(client.isAtEnd()).isTrue();
            assertThat(gateway.failures()).singleElement().isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void soIsAStream() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    wire.sendEvent(Calls.USAGE);
                    wire.sendEvent("[DONE]");
                    wire.send(Calls.LAST_CHUNK);
                    all.receive(wire);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.records().hold();
            client.send(Calls.chatStream());
            gateway.records().next();
            gateway.records().lose();

            HttpText answer = receive(client);
            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).doesNotContain("[DONE]");
            gateway.awaitGauge("calls.active", 0);
        }
    }

    @Test
    void usageIsAskedForAndWithheldFromWhoDidNotAsk() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    wire.sendEvent(Calls.USAGE);
                    wire.sendEvent("[DONE]");
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream().replace("Host:", "Accept-Encoding: gzip, br\r\nHost:"));
            HttpText answer = receive(client);

            assertThat(answer.body())
                    .contains("Hello")
                    .endsWith("data: [DONE]\n\n")
                    .doesNotContain("total_tokens");
            assertThat(upstream.request(0).body()).contains("include_usage");
            assertThat(upstream.request(0).header("accept-encoding")).isEqualTo("identity");
            assertThat(gateway.records().next().reading().knownQuantities().of(UsageUnit.INPUT_TOKENS))
                    .isEqualTo(8);
        }
    }

    @Test
    void eventsPassAsTheyArriveAndTheFirstTokenIsTimed() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    Thread.sleep(100);
                    wire.sendEvent(Calls.DELTA);
                    first.await(20, TimeUnit.SECONDS);
                    Thread.sleep(200);
                    wire.sendEvent(Calls.USAGE);
                    wire.sendEvent("[DONE]");
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            Objects.requireNonNull(client.receive(true));
            assertThat(client.octet()).isPositive();
            first.countDown();
            while (client.octet() != 'D') {
                // Reads on to the end.
            }
            MeteredCall call = gateway.records().next();
            assertThat(Objects.requireNonNull(call.timing().timeToFirstToken()))
                    .isBetween(
                            Duration.ofMillis(100), call.timing().responseTime().minusMillis(190));
        }
    }

    /** Nobody waits for ever because whoever watches fails. */
    @Test
    void aMonitorThatFailsWhereARecordIsLostHoldsNobodyUp() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, failure -> {
                    throw new IllegalStateException("No metrics today", failure);
                })) {
            try (Wire client = gateway.connect()) {
                gateway.records().hold();
                client.send(Calls.chat(KnownKeys.USER_KEY));
                gateway.records().next();
                gateway.records().lose();

                assertThat(client.isAtEnd()).isTrue();
            }
            gateway.awaitGauge("calls.active", 0);
            assertThat(gateway.failures()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void compressedAnswersAreReadAndPassedOnAsTheyAre(String coding) throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packing =
                "gzip".equals(coding) ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            packing.write(Calls.COMPLETION.getBytes(StandardCharsets.UTF_8));
        }
        byte[] body = packed.toByteArray();
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + coding
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n");
                    for (byte octet : body) {
                        wire.send(new byte[] {octet});
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY)
                    .replace("Host:", "Accept-Encoding: gzip, deflate, br, zstd\r\nHost:"));
            HttpText answer = receive(client);

            assertThat(upstream.request(0).header("accept-encoding")).isEqualTo("gzip, deflate");
            assertThat(answer.header("content-encoding")).isEqualTo(coding);
            assertThat(answer.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(body);
            assertThat(gateway.records().next().reading().knownQuantities().of(UsageUnit.OUTPUT_TOKENS))
                    .isEqualTo(3);
        }
    }

    /** The provider compresses although it was asked not to; what the caller gets is not compressed. */
    @Test
    void aStreamWhoseCompressionIsCutShortIsNotToldAsAWholeOne() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            String event = "data: " + Calls.DELTA + "\n\n";
            gzip.write(event.repeat(1_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"));
                    wire.send(Integer.toHexString(half.length) + "\r\n");
                    wire.send(half);
                    wire.send("\r\n" + Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            HttpText answer = receive(client);

            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).contains("Hello");
            assertThat(gateway.records().next().outcome())
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.STREAM_INTERRUPTED));
        }
    }

    @Test
    void aRefusalOfTheProvidersIsPassedOnAndRecorded() throws Exception {
        String error = "{\"error\":{\"message\":\"no\",\"type\":\"insufficient_quota\",\"code\":\"q\"}}";
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.answering(Calls.ok(error).replace("200 OK", "429 Too Many Requests"));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            HttpText answer = receive(client);

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.body()).isEqualTo(error);
            assertThat(gateway.records().next().outcome())
                    .isEqualTo(
                            new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, 429, "insufficient_quota", "q"));
        }
    }

    /** Nor does an event without an end make memory grow: it goes where the bytes before it went. */
    @Test
    void aSlowReaderHoldsTheProviderBack() throws Exception {
        AtomicLong sent = new AtomicLong();
        int piece = 64 << 10;
        int pieces = 1_000;
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    for (int i = 0; i < pieces; i++) {
                        wire.send("10000\r\n" + "x".repeat(piece) + "\r\n");
                        sent.addAndGet(piece);
                    }
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream()
                    .replace("true", "true,\"stream_options\":{\"include_usage\":true}")
                    .replaceFirst("Content-Length: \\d+", "Content-Length: " + (Calls.CHAT_STREAM.length() + 40)));
            long before = -1;
            while (before != sent.get()) {
                before = sent.get();
                Thread.sleep(500);
            }
            assertThat(sent.get()).isLessThan((long) piece * pieces / 2);

            assertThat(receive(client).body()).hasSize(piece * pieces);
        }
    }
}
