package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.EMBEDDING_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.REASONING_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCallsTest {

    private final RecordedCalls recorded = new RecordedCalls();
    private final MeteredOpenAi metered = recorded.metered();
    private WireServer server;
    private OpenAIClient client;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer();
        client = metered.wrap(server.client());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void chatCompletionBecomesOneRecord() {
        server.answering(Answer.json(Wire.CHAT));

        ChatCompletion answer = client.chat().completions().create(Wire.chat());

        assertThat(answer.choices().getFirst().message().content()).contains("Hi");
        assertChat(recorded.only(metered));
    }

    @Test
    void asyncChatCompletionBecomesOneRecord() {
        server.answering(Answer.json(Wire.CHAT));

        client.async().chat().completions().create(Wire.chat()).join();

        assertChat(recorded.only(metered));
    }

    private static void assertChat(MeteredCall call) {
        assertThat(call.startedAt()).isEqualTo(RecordedCalls.NOON);
        assertThat(call.provider()).isEqualTo(Provider.OPENAI);
        assertThat(call.requestedModel()).isEqualTo(new ModelName("gpt-4.1-nano"));
        assertThat(call.servedModel()).isEqualTo(new ModelName("gpt-4.1-nano-2025-04-14"));
        assertThat(call.serviceTier()).isEqualTo(ServiceTier.STANDARD);
        assertThat(call.reading().knownQuantities().amounts())
                .isEqualTo(Map.of(INPUT_TOKENS, 15L, CACHED_INPUT_TOKENS, 4L, OUTPUT_TOKENS, 10L));
        assertThat(call.outcome()).isEqualTo(new Outcome.Success());
        assertThat(call.timing().responseTime()).isPositive();
        assertThat(call.timing().timeToFirstToken()).isNull();
    }

    @Test
    void responseBecomesOneRecord() {
        server.answering(Answer.json(Wire.RESPONSE));

        client.responses().create(Wire.response());

        assertResponse(recorded.only(metered));
    }

    @Test
    void asyncResponseBecomesOneRecord() {
        server.answering(Answer.json(Wire.RESPONSE));

        client.async().responses().create(Wire.response()).join();

        assertResponse(recorded.only(metered));
    }

    private static void assertResponse(MeteredCall call) {
        assertThat(call.serviceTier()).isEqualTo(ServiceTier.PRIORITY);
        assertThat(call.reading().knownQuantities().amounts())
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 30L,
                        CACHED_INPUT_TOKENS, 6L,
                        OUTPUT_TOKENS, 80L,
                        REASONING_TOKENS, 7L,
                        WEB_SEARCHES, 1L));
        assertThat(call.outcome()).isEqualTo(new Outcome.Success());
    }

    @Test
    void embeddingsBecomeOneRecord() {
        server.answering(Answer.json(Wire.EMBEDDINGS));

        client.embeddings().create(Wire.embeddings());

        assertThat(recorded.only(metered).reading().knownQuantities().amounts())
                .isEqualTo(Map.of(EMBEDDING_INPUT_TOKENS, 8L));
    }

    @Test
    void asyncEmbeddingsBecomeOneRecord() {
        server.answering(Answer.json(Wire.EMBEDDINGS));

        client.async().embeddings().create(Wire.embeddings()).join();

        assertThat(recorded.only(metered).reading().knownQuantities().amounts())
                .isEqualTo(Map.of(EMBEDDING_INPUT_TOKENS, 8L));
    }

    @Test
    void usageBehindMegabytesOfVectorsIsFound() {
        String vector = "0.123456789,".repeat(400_000) + "0.1";
        server.answering(Answer.json(Wire.EMBEDDINGS.replace("0.1, -0.2, 0.3", vector)));

        client.embeddings().create(Wire.embeddings());

        assertThat(recorded.only(metered).reading().knownQuantities().of(EMBEDDING_INPUT_TOKENS))
                .isEqualTo(8);
    }

    @Test
    void failedResponseIsFailureWithItsUsage() {
        server.answering(Answer.json(Wire.RESPONSE.replace(
                "\"completed\", \"error\": null",
                "\"failed\", \"error\": {\"code\": \"server_error\", \"message\": \"secret\"}")));

        client.responses().create(Wire.response());

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 200, null, "server_error"));
        assertThat(call.reading()).isInstanceOf(UsageReading.Reported.class);
    }

    @Test
    void answerWithoutUsageIsSuccessWithTokensCountedHere() {
        server.answering(Answer.json(
                "{\"id\": \"x\", \"model\": \"m\", \"choices\": [{\"message\": {\"content\": \"Hello world\"}}]}"));

        client.chat().completions().create(Wire.chat());

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Outcome.Success());
        assertThat(call.reading()).isEqualTo(estimated(8, 2));
    }

    /** Three tokens around the message, its role, its text and three before the answer. */
    private static UsageReading estimated(long input, long output) {
        return new UsageReading.Estimated(Quantities.builder()
                .add(INPUT_TOKENS, input)
                .add(OUTPUT_TOKENS, output)
                .build());
    }

    @Test
    void eachRetryIsRecordedWithWhatItsErrorSays() {
        server.answering(
                Answer.error(429, Wire.RATE_LIMIT), Answer.error(429, Wire.RATE_LIMIT), Answer.json(Wire.CHAT));

        client.chat().completions().create(Wire.chat());

        List<MeteredCall> calls = recorded.next(3);
        assertThat(calls)
                .filteredOn(call -> !call.outcome().isSuccess())
                .hasSize(2)
                .allSatisfy(call -> {
                    assertThat(call.outcome())
                            .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 429, "tokens", "rate_limit_exceeded"));
                    assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
                });
        assertThat(calls).filteredOn(call -> call.outcome().isSuccess()).hasSize(1);
    }

    @Test
    void eachAsyncRetryIsRecorded() {
        server.answering(Answer.error(500, "oops"), Answer.error(429, Wire.RATE_LIMIT), Answer.json(Wire.CHAT));

        client.async().chat().completions().create(Wire.chat()).join();

        assertThat(recorded.next(3))
                .extracting(MeteredCall::outcome)
                .containsExactlyInAnyOrder(
                        new Failure(Failure.Kind.PROVIDER_ERROR, 500, null, null),
                        new Failure(Failure.Kind.PROVIDER_ERROR, 429, "tokens", "rate_limit_exceeded"),
                        new Outcome.Success());
    }

    @Test
    void errorWhoseBodyNeverComesHoldsNobodyUp() {
        server.answering(
                new Answer(429, "application/json", List.of("{\"error\":", WireServer.HANG), false),
                Answer.json(Wire.CHAT));

        client.chat().completions().create(Wire.chat());

        assertThat(recorded.next(2))
                .extracting(MeteredCall::outcome)
                .contains(new Failure(Failure.Kind.PROVIDER_ERROR, 429, null, null), new Outcome.Success());
    }

    @Test
    void oddErrorTextsAreCutToSize() {
        String odd = "\\u0000\\ud800" + "x".repeat(10_000);
        server.answering(Answer.error(400, "{\"error\": {\"type\": \"" + odd + "\", \"code\": 7}}"));

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()))
                .isInstanceOf(OpenAIException.class);

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 400, "??" + "x".repeat(118), "7"));
    }

    @Test
    void lastErrorReachesTheCallerAsBefore() {
        server.answering(Answer.error(429, Wire.RATE_LIMIT));

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()))
                .isInstanceOfSatisfying(
                        RateLimitException.class, e -> assertThat(e.code()).contains("rate_limit_exceeded"));

        assertThat(recorded.next(3)).noneMatch(call -> call.outcome().isSuccess());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Bad gateway</html>", "", "[]", "{\"usage\": ", "\"text\"", "{\"a\": 1]"})
    void answerThatIsNoJsonObjectIsInvalid(String body) {
        server.answering(Answer.json(body));

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()))
                .isInstanceOf(RuntimeException.class);

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.INVALID_RESPONSE, 200, null, null));
        assertThat(call.reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void brokenBodyIsInterrupted() {
        client = metered.wrap(server.client(0));
        server.answering(Answer.json("{\"id\": \"x\",").thatBreaksOff());

        assertThatThrownBy(() -> client.chat().completions().create(Wire.chat()))
                .isInstanceOf(RuntimeException.class);

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.STREAM_INTERRUPTED, 200, null, null));
    }

    @Test
    void refusedConnectionCostsNothing() {
        OpenAIClient nobody = metered.wrap(OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:1/v1")
                .apiKey("k")
                .maxRetries(0)
                .build());

        assertThatThrownBy(() -> nobody.chat().completions().create(Wire.chat()))
                .isInstanceOf(OpenAIIoException.class);

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(Failure.of(Failure.Kind.CONNECTION_FAILED));
        assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
    }

    @Test
    void timeoutMayHaveCostSomething() {
        server.answering(Answer.json(WireServer.HANG));
        client = metered.wrap(server.client(0));

        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(
                                Wire.chat(),
                                RequestOptions.builder()
                                        .timeout(Duration.ofMillis(200))
                                        .build()))
                .isInstanceOf(OpenAIException.class);

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT));
        assertThat(call.reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void modelNamesBeyondEveryLimitAreKeptInPart() {
        server.answering(Answer.json(Wire.CHAT.replace("gpt-4.1-nano-2025-04-14", "\\u0000" + "m".repeat(10_000))));

        client.chat()
                .completions()
                .create(Wire.chat().toBuilder()
                        .model("x\0y" + "z".repeat(10_000))
                        .build());

        MeteredCall call = recorded.only(metered);
        assertThat(call.requestedModel().value()).isEqualTo("x?y" + "z".repeat(197));
        assertThat(call.servedModel()).isEqualTo(new ModelName("?" + "m".repeat(199)));
    }

    @Test
    void rawResponseThatNobodyReadsIsCancelled() {
        server.answering(Answer.json(Wire.CHAT));

        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(Wire.chat())) {
            assertThat(response.statusCode()).isEqualTo(200);
        }

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.CANCELLED, 200, null, null));
        assertThat(call.reading()).isEqualTo(new UsageReading.Missing());
    }
}
