package io.tokentally.adapter.gateway.upstream;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.HttpText;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.MadeUpHosts;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How connections to a provider come to be, and when they end. */
@Timeout(60)
class UpstreamConnectionsTest {

    /** To a provider, from each of the gateway's threads. */
    private static final Limits ONE_CONNECTION = GatewayUnderTest.limits(10, 1, 0);

    private static Timeouts keepingIdle(Duration upstreamKeepAlive) {
        return timeouts(Timeouts.DEFAULT.total(), upstreamKeepAlive);
    }

    private static Timeouts timeouts(Duration total, Duration upstreamKeepAlive) {
        Timeouts usual = Timeouts.DEFAULT;
        return new Timeouts(
                usual.connect(),
                usual.firstByte(),
                usual.idle(),
                total,
                usual.clientHeader(),
                usual.clientIdle(),
                usual.keepAlive(),
                upstreamKeepAlive,
                usual.drain());
    }

    @Test
    void connectionsThatAreIdleForTooLongAreClosed() throws Exception {
        // The first time that the gateway, and not the provider for want of patience, ends a connection.
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    while (all.receive(wire)) {
                        wire.send(Calls.ok(Calls.COMPLETION));
                    }
                    ended.countDown();
                });
                GatewayUnderTest gateway =
                        GatewayUnderTest.before(upstream, Limits.DEFAULT, keepingIdle(Duration.ofMillis(200)));
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            gateway.awaitGauge("connections.upstream", 0);
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);
            assertThat(upstream.connections()).isEqualTo(2);
        }
    }

    @Test
    void connectionsThatAreIdleForAShorterTimeStay() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway =
                        GatewayUnderTest.before(upstream, Limits.DEFAULT, keepingIdle(Duration.ofSeconds(60)));
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));
            assertThat(receive(client).status()).isEqualTo(200);
            // Idle connections are looked for every 100 milliseconds.
            assertThat(client.isSilentFor(350)).isTrue();

            assertThat(gateway.gauge("connections.upstream")).isEqualTo(1);
        }
    }

    @Test
    void whereAHostsFirstAddressIsDeadTheNextIsTried() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = before(upstream, MadeUpHosts.FIRST_ADDRESS_DEAD);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.USER_KEY));

            assertThat(receive(client).status()).isEqualTo(200);
            assertThat(upstream.connections()).isEqualTo(1);
            assertThat(gateway.gauge("connections.upstream")).isEqualTo(1);
        }
    }

    @Test
    void whereAllAddressesAreDeadTheCallIsRefusedAndTheNextIsTriedAnew() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = before(upstream, MadeUpHosts.BOTH_ADDRESSES_DEAD);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Calls.chat(KnownKeys.USER_KEY));
                assertThat(receive(client).status()).isEqualTo(502);
            }
            assertThat(upstream.connections()).isZero();
            assertThat(gateway.gauge("connections.upstream")).isZero();
        }
    }

    @Test
    void anAnswerThatGoesOnForTooLongIsCutThoughItIsNeverSilent() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    // Until the gateway hangs up, and at most for a quarter of a minute.
                    for (int i = 0; i < 300; i++) {
                        wire.sendEvent(Calls.DELTA);
                        Thread.sleep(50);
                    }
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(
                        upstream,
                        Limits.DEFAULT,
                        timeouts(Duration.ofMillis(500), Timeouts.DEFAULT.upstreamKeepAlive()));
                Wire client = gateway.connect()) {
            client.send(Calls.chatStream());
            HttpText answer = receive(client);

            assertThat(answer.whole()).isFalse();
            assertThat(answer.body()).contains("Hello");
            MeteredCall call = gateway.records().next();
            assertThat(call.outcome())
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT));
            assertThat(call.timing().responseTime()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        }
    }

    private static GatewayUnderTest before(ScriptedUpstream upstream, String host) {
        URI url = URI.create(
                "http://%s:%d/base/v1".formatted(host, upstream.baseUrl().getPort()));
        return GatewayUnderTest.before(url, ONE_CONNECTION, Timeouts.DEFAULT);
    }
}
