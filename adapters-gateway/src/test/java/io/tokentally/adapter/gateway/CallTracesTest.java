package io.tokentally.adapter.gateway;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MeteredCall;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private static CallAttempt attempt(String target, String key, int status, String headers) throws Exception {
        String answer = status == 200
                ? Calls.ok(Calls.COMPLETION)
                : "HTTP/1.1 %d Broken\r\nContent-Length: 0\r\n\r\n".formatted(status);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(answer);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(Calls.post(target, "X-Tokentally-Key: " + key + "\r\n" + headers, Calls.CHAT));
            assertThat(receive(client).status()).isEqualTo(status);
            return gateway.records().next().trace().attempt();
        }
    }

    private static CallAttempt chat(int status, String headers) throws Exception {
        return attempt("/openai/v1/chat/completions", KnownKeys.USER_KEY, status, headers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openai/v1/chat/completions", "/anthropic/v1/messages"})
    void anSdkTellsWhichAttemptItMakes(String target) throws Exception {
        for (int retries = 0; retries < 3; retries++) {
            CallAttempt attempt = attempt(
                    target,
                    KnownKeys.USER_KEY,
                    retries < 2 ? 500 : 200,
                    "X-Stainless-Retry-Count: %d\r\nIdempotency-Key: stainless-node-retry-1\r\n".formatted(retries));

            assertThat(attempt)
                    .isEqualTo(new CallAttempt(
                            retries + 1,
                            CallId.named(new OrganizationId("acme"), KnownKeys.USER_KEY_ID, "stainless-node-retry-1")));
        }
    }

    @Test
    void whereItCountsAndNothingElseTheNumberAloneIsKnown() throws Exception {
        assertThat(chat(500, "x-stainless-retry-count: 0\r\n")).isEqualTo(CallAttempt.UNTOLD);
        assertThat(chat(200, "x-stainless-retry-count: 2\r\n")).isEqualTo(new CallAttempt(3, null));
    }

    @Test
    void aFirstAttemptThatWentWellIsFollowedByNone() throws Exception {
        assertThat(chat(200, "x-stainless-retry-count: 0\r\nidempotency-key: a\r\n"))
                .isEqualTo(CallAttempt.UNTOLD);
    }

    /** Who does not count may send the same call at any time again. */
    @Test
    void aCallThatItsCallerNamesIsKnownByThat() throws Exception {
        CallAttempt attempt = chat(200, "idempotency-key: order of mia@acme.example\r\n");

        assertThat(attempt.number()).isNull();
        assertThat(attempt.call())
                .isNotNull()
                .isEqualTo(chat(500, "idempotency-key: order of mia@acme.example\r\n")
                        .call());
        assertThat(attempt.call().value().version()).isEqualTo(8);
    }

    @Test
    void whoeverElseNamesACallAlikeMakesAnother() throws Exception {
        Set<CallId> ids = new HashSet<>();
        for (String key : List.of(KnownKeys.USER_KEY, KnownKeys.SERVICE_KEY, KnownKeys.OTHERS_KEY)) {
            ids.add(attempt("/openai/v1/chat/completions", key, 200, "idempotency-key: order 17\r\n")
                    .call());
        }

        assertThat(ids).hasSize(3).doesNotContainNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-stainless-retry-count: -1",
                "x-stainless-retry-count: 1000",
                "x-stainless-retry-count: 1000000000",
                "x-stainless-retry-count: 99999999999999999999",
                "x-stainless-retry-count: two",
                "x-stainless-retry-count: ",
                "x-stainless-retry-count: 1\r\nx-stainless-retry-count: 1",
                "idempotency-key: ",
                "idempotency-key: a\r\nidempotency-key: a"
            })
    void whatTellsNoAttemptIsNoReasonToRefuseACall(String headers) throws Exception {
        assertThat(chat(200, headers + "\r\n")).isEqualTo(CallAttempt.UNTOLD);
    }
}
