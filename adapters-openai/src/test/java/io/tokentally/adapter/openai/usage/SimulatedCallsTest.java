package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.simulator.Fault;
import io.tokentally.simulator.OpenAiSimulator;
import io.tokentally.simulator.SimulatorOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metering against a whole server rather than fixtures. */
class SimulatedCallsTest {

    private final RecordedCalls recorded = new RecordedCalls();
    private final MeteredOpenAi metered = recorded.metered();
    private final OpenAiSimulator simulator = OpenAiSimulator.start(SimulatorOptions.defaults());
    private final OpenAIClient plain = OpenAIOkHttpClient.builder()
            .baseUrl(simulator.baseUrl().toString())
            .apiKey("any")
            .maxRetries(0)
            .build();
    private final OpenAIClient client = metered.wrap(plain);

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void recordedTokensAreThoseThatTheAnswerTellsTheCaller() {
        long input = client.chat()
                .completions()
                .create(Wire.chat())
                .usage()
                .orElseThrow()
                .promptTokens();
        assertThat(recorded.next().reading().knownQuantities().inputTokens()).isEqualTo(input);

        long output =
                client.responses().create(Wire.response()).usage().orElseThrow().outputTokens();
        assertThat(recorded.next().reading().knownQuantities().outputTokens()).isEqualTo(output);

        long embedded = client.embeddings().create(Wire.embeddings()).usage().promptTokens();
        assertThat(recorded.next().reading().knownQuantities().totalTokens()).isEqualTo(embedded);
    }

    @Test
    void streamsAreTheSameEventByEvent() {
        assertThat(chunks(client))
                .hasSameSizeAs(chunks(plain))
                .noneMatch(chunk -> !chunk._usage().isMissing());
        assertThat(events(client)).hasSameSizeAs(events(plain));
        assertThat(recorded.next(2)).allMatch(call -> call.reading() instanceof UsageReading.Reported);
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING_USAGE, , ESTIMATED",
        "NEGATIVE_USAGE, , INVALID",
        "CONTRADICTORY_USAGE, , INVALID",
        "USAGE_WITH_LAST_CHOICE, , REPORTED",
        "MALFORMED_JSON, INVALID_RESPONSE, MISSING",
        "RESET, CONNECTION_FAILED, MISSING"
    })
    void streamWithADefectIsRecordedAsWhatItWas(Fault.Defect defect, Failure.@Nullable Kind kind, String reading) {
        simulator.enqueueFault(defect);

        if (kind == null) {
            chunks(client);
        } else {
            assertThatThrownBy(() -> chunks(client)).isInstanceOf(RuntimeException.class);
        }

        MeteredCall call = recorded.only(metered);
        assertThat(call.reading().getClass().getSimpleName()).isEqualToIgnoringCase(reading);
        assertThat(kindOf(call.outcome())).isEqualTo(kind);
    }

    @Test
    void tokensCountedHereAreThoseThatTheServerWouldHaveReported() {
        ChatCompletionCreateParams question = ChatCompletionCreateParams.builder()
                .model("gpt-4.1-nano")
                .addSystemMessage("You are a patient teacher. ".repeat(20))
                .addUserMessage("Explain how rivers shape their valleys over thousands of years. ".repeat(15))
                .build();
        client.chat().completions().create(question);
        Quantities reported = recorded.next().reading().knownQuantities();
        simulator.enqueueFault(Fault.Defect.MISSING_USAGE);
        client.chat().completions().create(question);
        UsageReading reading = recorded.next().reading();

        assertThat(reading).isInstanceOf(UsageReading.Estimated.class);
        Quantities estimated = reading.knownQuantities();
        assertThat(estimated.inputTokens()).isCloseTo(reported.inputTokens(), withinPercentage(3));
        assertThat(estimated.outputTokens()).isCloseTo(reported.outputTokens(), withinPercentage(3));
    }

    @Test
    void brokenStreamIsInterrupted() {
        simulator.enqueueFault(new Fault.BrokenStream(1));

        assertThatThrownBy(() -> chunks(client)).isInstanceOf(RuntimeException.class);

        assertThat(kindOf(recorded.only(metered).outcome())).isEqualTo(Failure.Kind.STREAM_INTERRUPTED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void attemptsOfACallAreCountedAndHaveItsIdInCommon(boolean async) {
        OpenAIClient retrying = client.withOptions(options -> options.maxRetries(2));
        Set<CallId> ids = new HashSet<>();

        for (int call = 0; call < 2; call++) {
            simulator.enqueueFault(new Fault.Status(500));
            simulator.enqueueFault(new Fault.Status(500));
            if (async) {
                retrying.async().chat().completions().create(Wire.chat()).join();
            } else {
                retrying.chat().completions().create(Wire.chat());
            }

            List<CallAttempt> attempts = recorded.next(3).stream()
                    .map(attempt -> attempt.trace().attempt())
                    .toList();
            assertThat(attempts).extracting(CallAttempt::number).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(attempts).extracting(CallAttempt::call).doesNotContainNull();
            attempts.forEach(attempt -> ids.add(attempt.call()));
            assertThat(ids).hasSize(call + 1);
        }
    }

    /** Whatever a caller writes into the header that the SDK counts in. */
    @Test
    void attemptsAreCountedHere() {
        ChatCompletionCreateParams chat = Wire.chat().toBuilder()
                .putAdditionalHeader("X-Stainless-Retry-Count", "41")
                .build();
        simulator.enqueueFault(new Fault.Status(500));

        client.withOptions(options -> options.maxRetries(1))
                .chat()
                .completions()
                .create(chat);

        assertThat(recorded.next(2))
                .extracting(call -> call.trace().attempt().number())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void aCallThatGoesWellAtOnceSaysNothingOfAttempts() {
        client.chat().completions().create(Wire.chat());

        assertThat(recorded.next().trace().attempt()).isEqualTo(CallAttempt.UNTOLD);
    }

    private static Failure.@Nullable Kind kindOf(Outcome outcome) {
        return outcome instanceof Failure failure ? failure.kind() : null;
    }

    private static List<ChatCompletionChunk> chunks(OpenAIClient client) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(Wire.chat())) {
            return stream.stream().toList();
        }
    }

    private static List<ResponseStreamEvent> events(OpenAIClient client) {
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(Wire.response())) {
            return stream.stream().toList();
        }
    }
}
