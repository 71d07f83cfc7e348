package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyPolicy;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a key or a budget limits answers to goes out with requests that set no limit, and is what budgets reckon with. */
class WrittenOutputLimitTest {

    private static final String SHORT = "tt_" + "S".repeat(40);
    private static final String LIMITED = "{\"model\":\"gpt-4.1-nano\",\"messages\":[],\"max_tokens\":9000}";
    private static final String OPEN = "{\"model\":\"gpt-4.1-nano\",\"messages\":[],\"n\":2}";

    private final ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(Calls.COMPLETION));
    private final GatewayUnderTest gateway = GatewayUnderTest.before(upstream);

    @BeforeEach
    void giveKey() {
        gateway.budgets().block();
        gateway.keys()
                .give(
                        SHORT,
                        new VirtualKeyId(new UUID(2, 1)),
                        KeyHolder.user(new UserId("ada")),
                        KeyPolicy.STANDARD.limitingOutput(700L));
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    /** What the provider gets. */
    private String sent(String key, String body) throws Exception {
        return sent("/openai/v1/chat/completions", key, body);
    }

    private String sent(String path, String key, String body) throws Exception {
        try (Wire client = gateway.connect()) {
            client.send(Calls.post(path, "Authorization: Bearer " + key + "\r\n", body));
            HttpText answer = client.receive();
            assertThat(answer).isNotNull();
            assertThat(answer.status()).isEqualTo(200);
        }
        return upstream.request(upstream.requests() - 1).body();
    }

    private @Nullable Long bound() {
        return gateway.budgets().asked().getLast().bounds().outputTokens();
    }

    @Test
    void aRequestWithoutALimitGetsTheKeysForEachAnswer() throws Exception {
        assertThat(sent(SHORT, OPEN)).isEqualTo(OPEN.replaceFirst("\\{", "{\"max_completion_tokens\":700,"));
        assertThat(bound()).isEqualTo(1_400);
    }

    @Test
    void whatARequestSaysGoesFirst() throws Exception {
        assertThat(sent(SHORT, LIMITED)).isEqualTo(LIMITED);
        assertThat(bound()).isEqualTo(9_000);
    }

    @Test
    void otherKeysLimitNothing() throws Exception {
        assertThat(sent(KnownKeys.USER_KEY, OPEN)).isEqualTo(OPEN);
        assertThat(bound()).isNull();
    }

    @Test
    void budgetsLimitTheCallsOfTheirsAlone() throws Exception {
        gateway.budgets()
                .limitOutput(call -> call.model().value().equals("gpt-4.1-nano")
                                && call.user().equals(new UserId("ada"))
                        ? 300L
                        : null);
        String other = OPEN.replace("nano", "mini");

        assertThat(sent(KnownKeys.USER_KEY, OPEN))
                .isEqualTo(OPEN.replaceFirst("\\{", "{\"max_completion_tokens\":300,"));
        assertThat(bound()).isEqualTo(600);
        assertThat(sent(KnownKeys.USER_KEY, other)).isEqualTo(other);
        assertThat(bound()).isNull();
        assertThat(sent(KnownKeys.USER_KEY, LIMITED)).isEqualTo(LIMITED);
        assertThat(bound()).isEqualTo(9_000);
        String response = "{\"model\":\"gpt-4.1-nano\",\"input\":\"Hi\"}";
        assertThat(sent("/openai/v1/responses", KnownKeys.USER_KEY, response))
                .isEqualTo(response.replaceFirst("\\{", "{\"max_output_tokens\":300,"));
        assertThat(bound()).isEqualTo(300);
    }

    @Test
    void theLeastOfAKeysAndOfBudgetsIsWritten() throws Exception {
        gateway.budgets().limitOutput(call -> 300L);
        assertThat(sent(SHORT, OPEN)).isEqualTo(OPEN.replaceFirst("\\{", "{\"max_completion_tokens\":300,"));
        assertThat(bound()).isEqualTo(600);

        gateway.budgets().limitOutput(call -> 800L);
        assertThat(sent(SHORT, OPEN)).isEqualTo(OPEN.replaceFirst("\\{", "{\"max_completion_tokens\":700,"));
        assertThat(bound()).isEqualTo(1_400);
    }

    @Test
    void aLimitedStreamIsTheCallersAsItIs() throws Exception {
        String stream = OPEN.replace("\"n\":2", "\"stream\":true");
        try (ScriptedUpstream streaming = ScriptedUpstream.start((wire, all) -> {
                    all.receive(wire);
                    wire.send(Calls.STREAM_HEAD);
                    wire.sendEvent(Calls.DELTA);
                    wire.sendEvent(Calls.USAGE);
                    wire.send(Calls.LAST_CHUNK);
                });
                GatewayUnderTest limiting = GatewayUnderTest.before(streaming);
                Wire client = limiting.connect()) {
            limiting.budgets().limitOutput(call -> 300L);
            client.send(Calls.post(
                    "/openai/v1/chat/completions", "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", stream));

            HttpText answer = client.receive();
            assertThat(answer).isNotNull();
            assertThat(answer.body()).contains("Hello").doesNotContain("usage", "300");
            assertThat(streaming.request(0).body())
                    .contains("\"max_completion_tokens\":300", "\"stream_options\":{\"include_usage\":true}");
            assertThat(limiting.budgets().asked().getLast().bounds().outputTokens())
                    .isEqualTo(300);
        }
    }
}
