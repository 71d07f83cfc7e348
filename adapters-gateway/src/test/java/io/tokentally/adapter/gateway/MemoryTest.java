package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A buffer that is not to be had costs one call and not the gateway. */
class MemoryTest {

    @Test
    void whoseBufferIsRefusedIsPutOffAndTheOthersAreServed() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire unlucky = gateway.connect()) {
            String request = Calls.chat(KnownKeys.USER_KEY);
            unlucky.send(request.substring(0, request.length() - 5));
            gateway.awaitGauge("calls.active", 1);
            gateway.exhaustMemory();
            unlucky.send(request.substring(request.length() - 5));

            HttpText answer = receive(unlucky);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(answer.body()).startsWith("{\"error\":{").contains("no memory");
            gateway.awaitGauge("calls.active", 0);
            try (Wire next = gateway.connect()) {
                next.send(request);
                assertThat(receive(next).status()).isEqualTo(200);
            }
            assertThat(upstream.requests()).isEqualTo(1);
        }
    }
}
