package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.tokentally.bootstrap.product.DemoHome;
import io.tokentally.simulator.Fault;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Calls that OpenAI's own client sends through the gateway again, where the provider fails twice. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttemptsIT {

    private static final ChatCompletionCreateParams CHAT = ChatCompletionCreateParams.builder()
            .model("gpt-4.1-nano")
            .addUserMessage("Say hello to the gateway.")
            .build();

    @TempDir
    private static Path home;

    private OpenAiSimulator server;
    private CalledUpstreams called;

    @BeforeAll
    void start() {
        server = OpenAiSimulator.start(SimulatorOptions.defaults());
        called = CalledUpstreams.start(DemoHome.in(home), server, Map.of(), "failing");
    }

    @AfterAll
    void stop() {
        if (called != null) {
            called.close();
        }
        server.close();
    }

    /** The newest first. */
    private JsonNode attempts(String feature, ChatCompletionCreateParams chat) throws InterruptedException {
        server.enqueueFault(new Fault.Status(500));
        server.enqueueFault(new Fault.Status(500));
        called.client("/failing/v1", feature).chat().completions().create(chat);
        return called.callsOf(feature, 3);
    }

    private static List<String> each(JsonNode calls, String field) {
        return calls.valueStream().map(call -> call.path(field).asString("")).toList();
    }

    @Test
    void theClientsCountNumbersThem() throws InterruptedException {
        JsonNode calls = attempts("counted", CHAT);

        assertThat(each(calls, "success")).containsExactly("true", "false", "false");
        assertThat(each(calls, "attempt")).containsExactly("3", "2", "");
        assertThat(each(calls, "attemptOf")).containsOnly("");
    }

    @Test
    void aCallThatItsCallerNamesHasThemTogether() throws InterruptedException {
        ChatCompletionCreateParams named = CHAT.toBuilder()
                .putAdditionalHeader("Idempotency-Key", "order of mia@acme.example")
                .build();

        JsonNode calls = attempts("named", named);
        JsonNode last = called.call(calls.get(0));

        assertThat(each(calls, "attempt")).containsExactly("3", "2", "1");
        assertThat(each(calls, "attemptOf"))
                .doesNotContain("")
                .hasSize(3)
                .containsOnly(last.get("attemptOf").asString());
        assertThat(each(last.get("attempts"), "attempt")).containsExactly("1", "2", "3");
        assertThat(each(last.get("attempts"), "id"))
                .containsExactlyElementsOf(each(calls, "id").reversed());
        assertThat(last.toString()).doesNotContain("order of");
    }
}
