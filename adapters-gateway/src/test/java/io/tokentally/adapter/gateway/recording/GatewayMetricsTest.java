package io.tokentally.adapter.gateway.recording;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.domain.metering.Provider;
import io.tokentally.provider.Refusal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the gateway counts, by calls that pass through it. */
class GatewayMetricsTest {

    @Test
    void answersAreCountedByProviderAndKind() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    String[] statuses = {"200 OK", "201 Created", "302 Found", "429 Too Many Requests", "500 Oh"};
                    while (all.receive(wire)) {
                        wire.send(Calls.ok("{}").replace("200 OK", statuses[(all.requests() - 1) % statuses.length]));
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 5; i++) {
                client.send(Calls.chat(KnownKeys.USER_KEY));
                receive(client);
            }
            assertThat(gateway.answers(Provider.OPENAI, "2xx")).isEqualTo(2);
            assertThat(gateway.answers(Provider.OPENAI, "3xx")).isEqualTo(1);
            assertThat(gateway.answers(Provider.OPENAI, "4xx")).isEqualTo(1);
            assertThat(gateway.answers(Provider.OPENAI, "5xx")).isEqualTo(1);
            assertThat(gateway.answers(Provider.ANTHROPIC, "2xx")).isZero();

            client.send(Calls.post("/anthropic/v1/messages", "X-Api-Key: " + KnownKeys.USER_KEY + "\r\n", Calls.CHAT));
            assertThat(receive(client).status()).isEqualTo(200);
            assertThat(gateway.answers(Provider.ANTHROPIC, "2xx")).isEqualTo(1);
        }
    }

    @Test
    void callsThatAreRefusedAreCountedByReasonAndAreNoAnswersOfAProvider() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.chat(KnownKeys.REVOKED_KEY));
            assertThat(receive(client).status()).isEqualTo(401);

            assertThat(gateway.refusals(Refusal.UNKNOWN_KEY)).isEqualTo(1);
            assertThat(gateway.answers(Provider.OPENAI, "4xx")).isZero();
        }
    }

    @Test
    void whatTheGatewayAddsToACallIsMeasured() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (int i = 0; i < 2; i++) {
                client.send(Calls.chat(KnownKeys.USER_KEY));
                assertThat(receive(client).status()).isEqualTo(200);
            }
            // It is measured once the last byte is on its way, and the caller may see that before.
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            Timer added = gateway.meters().get("tokentally.gateway.added").timer();
            while (added.count() < 2) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                Thread.sleep(5);
            }
            assertThat(added.count()).isEqualTo(2);
        }
    }
}
