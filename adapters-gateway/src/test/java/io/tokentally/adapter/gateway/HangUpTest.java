package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who hangs up does not get away without being counted. */
class HangUpTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);

    private static Limits drains(int drains, long bytes) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.connections(),
                usual.upstreamConnections(),
                usual.initialLineBytes(),
                usual.headerBytes(),
                usual.meteredBodyBytes(),
                usual.bufferedBytes(),
                usual.otherBodyBytes(),
                usual.concurrentCalls(),
                0,
                drains,
                bytes);
    }

    private static ScriptedUpstream streamAround(CountDownLatch hungUp) {
        return ScriptedUpstream.start((wire, all) -> {
            all.receive(wire);
            wire.send(Calls.STREAM_HEAD);
            wire.sendEvent(Calls.DELTA);
            hungUp.await(20, TimeUnit.SECONDS);
            wire.sendEvent(Calls.DELTA);
            wire.sendEvent(Calls.USAGE);
            wire.sendEvent("[DONE]");
            wire.send(Calls.LAST_CHUNK);
            all.receive(wire);
        });
    }

    private static void readTheFirstEvent(Wire client) throws Exception {
        client.send(Calls.chatStream());
        Objects.requireNonNull(client.receive(true));
        assertThat(client.octet()).isPositive();
    }

    @Test
    void aStreamIsReadToItsEndForItsUsage() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedUpstream upstream = streamAround(hungUp);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream)) {
            try (Wire client = gateway.connect()) {
                readTheFirstEvent(client);
            }
            gateway.awaitGauge("drains.active", 1);
            hungUp.countDown();

            MeteredCall call = gateway.records().next();
            assertThat(call.outcome()).isEqualTo(Failure.of(Failure.Kind.CANCELLED));
            assertThat(call.reading()).isInstanceOf(UsageReading.Reported.class);
            assertThat(call.reading().knownQuantities().of(UsageUnit.INPUT_TOKENS))
                    .isEqualTo(8);
        }
    }

    @Test
    void aResetCountsAsWell() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedUpstream upstream = streamAround(hungUp);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream)) {
            Wire client = gateway.connect();
            readTheFirstEvent(client);
            client.reset();
            gateway.awaitGauge("drains.active", 1);
            hungUp.countDown();

            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Reported.class);
        }
    }

    @Test
    void anAnswerThatHasNotBegunIsWaitedFor() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    hungUp.await(20, TimeUnit.SECONDS);
                    wire.send(Calls.ok(Calls.COMPLETION));
                    all.receive(wire);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream)) {
            try (Wire client = gateway.connect()) {
                client.send(Calls.chat(KnownKeys.USER_KEY));
                while (upstream.requests() == 0) {
                    Thread.sleep(5);
                }
            }
            gateway.awaitGauge("drains.active", 1);
            hungUp.countDown();

            MeteredCall call = gateway.records().next();
            assertThat(call.outcome()).isEqualTo(Failure.of(Failure.Kind.CANCELLED));
            assertThat(call.reading().knownQuantities().of(UsageUnit.OUTPUT_TOKENS))
                    .isEqualTo(3);
        }
    }

    @Test
    void aDrainEndsInTimeAndWhatWasSeenIsEstimated() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = streamAround(never);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, LONG, SHORT))) {
            try (Wire client = gateway.connect()) {
                readTheFirstEvent(client);
            }

            MeteredCall call = gateway.records().next();
            assertThat(call.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CANCELLED));
            assertThat(call.reading()).isInstanceOf(UsageReading.Estimated.class);
            assertThat(call.timing().responseTime()).isLessThan(Duration.ofSeconds(5));
            gateway.awaitGauge("drains.active", 0);
            never.countDown();
        }
    }

    @Test
    void aDrainHasAMeasureOfBytes() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    hungUp.await(20, TimeUnit.SECONDS);
                    while (true) {
                        wire.sendEvent(Calls.DELTA);
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, drains(256, 100_000))) {
            try (Wire client = gateway.connect()) {
                readTheFirstEvent(client);
            }
            gateway.awaitGauge("drains.active", 1);
            hungUp.countDown();

            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Estimated.class);
        }
    }

    @Test
    void whereTooManyDrainAlreadyTheProviderIsHungUpOnAtOnce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = streamAround(never);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, drains(0, 100_000))) {
            try (Wire client = gateway.connect()) {
                readTheFirstEvent(client);
            }

            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Estimated.class);
            gateway.awaitGauge("drains.active", 0);
            never.countDown();
        }
    }

    @Test
    void whoHangsUpBeforeTheRequestIsCompleteHasCalledNobody() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream)) {
            try (Wire client = gateway.connect()) {
                String request = Calls.chat(KnownKeys.USER_KEY);
                client.send(request.substring(0, request.length() - 5));
                gateway.awaitGauge("calls.active", 1);
            }
            gateway.awaitGauge("calls.active", 0);
            assertThat(gateway.records().count()).isZero();
            assertThat(upstream.connections()).isZero();
        }
    }
}
