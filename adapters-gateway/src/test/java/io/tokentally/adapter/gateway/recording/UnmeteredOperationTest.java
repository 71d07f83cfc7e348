package io.tokentally.adapter.gateway.recording;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Operation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnmeteredOperationTest {

    private static final int FLOOD = 50;

    private static Set<String> recordedFor(List<String> targets) throws Exception {
        Set<String> operations = new LinkedHashSet<>();
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("{}"));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            for (String target : targets) {
                client.send(Calls.get(target));
                assertThat(receive(client).status()).as(target).isEqualTo(200);
                MeteredCall call = gateway.records().next();
                Operation operation = Objects.requireNonNull(call.operation());
                assertThat(call.attribution().endpoint()).isEqualTo(Endpoint.of(operation));
                operations.add(operation.value());
            }
        }
        return operations;
    }

    @Test
    void isThePartOfTheApi() throws Exception {
        assertThat(recordedFor(List.of(
                        "/openai/v1/models",
                        "/openai/v1/models/",
                        "/openai/v1/models/org%2Fname",
                        "/openai/v1/fine_tuning/jobs",
                        "/openai/v1/vector_stores/vs_1234567890/files",
                        "/openai/v1/chat/completions/chatcmpl-1234567890/messages",
                        "/openai/v1/skills",
                        "/openai/v1/",
                        "/openai/v1")))
                .containsExactly("models", "fine_tuning", "vector_stores", "chat.completions", "other");
    }

    @Test
    void aFloodOfMadeUpPathsIsFew() throws Exception {
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            String word = "word" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            targets.addAll(List.of(
                    "/openai/v1/" + word,
                    "/openai/v1/files/file-" + word + "wordword/" + word,
                    "/openai/v1/threads/" + word + "/" + word + "/runs",
                    "/openai/v1/organization/" + word + "/" + word));
        }

        assertThat(recordedFor(targets)).containsExactlyInAnyOrder("other", "files", "threads", "organization");
    }
}
