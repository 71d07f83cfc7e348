package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MeteredCall;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a call through the gateway is found again elsewhere. */
class CallTracesTest {

    private static MeteredCall call(String target, String headers, String told) throws Exception {
        String answer = Calls.ok(Calls.COMPLETION).replaceFirst("\r\n", "\r\n" + told);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(answer);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.post(target, "X-Tokentally-Key: " + KnownKeys.USER_KEY + "\r\n" + headers, Calls.CHAT));
            assertThat(receive(client).status()).isEqualTo(200);
            for (String header : headers.split("\r\n", -1)) {
                if (!header.isEmpty()) {
                    assertThat(upstream.request(0)
                                    .has(header.substring(0, header.indexOf(':'))
                                            .toLowerCase(Locale.ROOT)))
                            .isTrue();
                }
            }
            return gateway.records().next();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/v1/chat/completions, x-request-id, request-id",
        "/anthropic/v1/messages, request-id, x-request-id"
    })
    void eachProviderNamesTheHeaderOfItsRequestId(String target, String own, String others) throws Exception {
        MeteredCall call = call(target, "", own + ": req_9\r\n" + others + ": another\r\n");

        assertThat(call.trace()).isEqualTo(new CallTrace(Map.of(), "req_9"));
    }

    @ParameterizedTest
    @CsvSource({
        "X-Claude-Code-Session-Id, x-claude-code-session-id",
        "x-claude-code-agent-id, x-claude-code-agent-id",
        "x-claude-code-parent-agent-id, x-claude-code-parent-agent-id",
        "session_id, session_id",
        "Session-Id, session-id",
        "conversation_id, conversation_id",
        "thread-id, thread-id",
        "originator, originator"
    })
    void whatACodingAgentTellsOfItsSessionIsKeptApartFromTags(String header, String kept) throws Exception {
        MeteredCall call = call("/anthropic/v1/messages", header + ": 0199e7a5-1c00 main\r\n", "");

        assertThat(call.trace()).isEqualTo(new CallTrace(Map.of(kept, "0199e7a5-1c00 main"), null));
        assertThat(call.attribution().tags().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-ant-secret", "Bearer abc", "eyJhbGciOi.x.y", "\tx\ty"})
    void whatIsNoIdentifierIsNotKept(String value) throws Exception {
        MeteredCall call = call("/anthropic/v1/messages", "session-id: " + value + "\r\n", "request-id: a\tb\r\n");

        assertThat(call.trace()).isEqualTo(CallTrace.NONE);
    }

    @ParameterizedTest
    @CsvSource({"200, true", "201, false"})
    void whatIsTooLongIsNotKept(int length, boolean kept) throws Exception {
        String id = "x".repeat(length);
        MeteredCall call = call("/anthropic/v1/messages", "session-id: " + id + "\r\n", "request-id: " + id + "\r\n");

        @Nullable String told = kept ? id : null;
        assertThat(call.trace()).isEqualTo(new CallTrace(kept ? Map.of("session-id", id) : Map.of(), told));
    }

    @Test
    void ofTwoNeitherIsKept() throws Exception {
        MeteredCall call = call("/anthropic/v1/messages", "session-id: a\r\nsession-id: b\r\n", "");

        assertThat(call.trace()).isEqualTo(CallTrace.NONE);
    }
}
