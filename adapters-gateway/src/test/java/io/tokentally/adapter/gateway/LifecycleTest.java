package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageReading;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void callsUnderWayAreAnsweredBeforeItEnds() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    go.await(20, TimeUnit.SECONDS);
                    wire.send(Calls.ok(Calls.COMPLETION));
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire idle = gateway.connect();
                Wire client = gateway.connect()) {
            idle.send("GET /health HTTP/1.1\r\nHost: g\r\n\r\n");
            assertThat(receive(idle).status()).isEqualTo(200);
            client.send(Calls.chat(KnownKeys.USER_KEY));
            gateway.awaitGauge("calls.active", 1);
            int port = gateway.port();
            Thread stopping = Thread.ofVirtual().start(gateway::stop);
            assertThat(idle.isAtEnd()).isTrue();
            assertThatIOException().isThrownBy(() -> Wire.to(port));
            go.countDown();

            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("connection")).isEqualTo("close");
            stopping.join();
            assertThat(gateway.records().count()).isEqualTo(1);
        }
    }

    @Test
    void whatDoesNotEndInTimeIsCutAndRecorded() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.fallingSilent(never);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, LONG, Duration.ofMillis(200)));
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            client.octet();
            gateway.stop();

            assertThat(gateway.records().count()).isEqualTo(1);
            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Estimated.class);
            never.countDown();
        }
    }

    /** The caller hangs up so late that its own time to be heard ends after the gateway. */
    @Test
    void aCallWhoseCallerLeavesWhileItStopsIsRecordedToo() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Duration drain = Duration.ofMillis(5_500);
        try (ScriptedUpstream upstream = ScriptedUpstream.fallingSilent(never);
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, LONG, drain));
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            client.octet();
            Thread stopping = Thread.ofVirtual().start(gateway::stop);
            assertThat(stopping.join(drain.minusMillis(200))).isFalse();
            client.reset();
            stopping.join();

            assertThat(gateway.records().count()).isEqualTo(1);
            assertThat(gateway.records().next().reading()).isInstanceOf(UsageReading.Estimated.class);
            never.countDown();
        }
    }

    @Test
    void whoWaitsForAnAnswerIsToldThatNoneComes() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    never.await();
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream, Limits.DEFAULT, GatewayUnderTest.hasty(LONG, LONG, LONG, Duration.ofMillis(200)));
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            gateway.awaitGauge("calls.active", 1);
            gateway.stop();

            HttpText answer = receive(client);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.body()).startsWith("{\"error\":{").contains("The gateway stops");
            assertThat(gateway.records().count()).isEqualTo(1);
            assertThat(gateway.records().next().reading()).isEqualTo(new UsageReading.Missing());
            never.countDown();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GatewayOptions options = new GatewayOptions(
                    "127.0.0.1",
                    taken.getLocalPort(),
                    Provider.OPENAI,
                    List.of(new GatewayOptions.Upstream(Provider.OPENAI, URI.create("https://api.openai.com/v1"))),
                    Limits.DEFAULT,
                    Timeouts.DEFAULT);

            assertThatThrownBy(() -> GatewayUnderTest.start(options))
                    .isInstanceOfSatisfying(
                            GatewayStartException.class,
                            failure -> assertThat(failure.port()).isEqualTo(taken.getLocalPort()));
        }
    }
}
