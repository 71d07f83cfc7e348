package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the official SDK makes of each fault. */
class SdkFaultsIT {

    private OpenAiSimulator simulator;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        simulator = OpenAiSimulator.start(SimulatorOptions.defaults());
        client = client(0);
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "400, invalid_request_error, invalid_value",
                "401, invalid_request_error, invalid_api_key",
                "403, request_forbidden, unsupported_country_region_territory",
                "404, invalid_request_error, model_not_found",
                "429, requests, rate_limit_exceeded",
                "500, server_error, -",
                "503, service_unavailable_error, server_is_overloaded"
            })
    void statusComesWithItsTypeAndCode(int status, String type, String code) {
        simulator.enqueueFault(new Fault.Status(status));

        OpenAIServiceException error = catchThrowableOfType(
                OpenAIServiceException.class, () -> ask(question().build()));

        assertThat(error.statusCode()).isEqualTo(status);
        assertThat(error.type()).contains(type);
        assertThat(error.code().orElse(null)).isEqualTo(code);
        assertThat(error.headers().values("retry-after")).hasSize(status == 429 ? 1 : 0);
    }

    @Test
    void quotaIsAnotherKindOf429() {
        assertThatThrownBy(() -> ask(faulty("status=429,insufficient_quota")))
                .isInstanceOfSatisfying(OpenAIServiceException.class, e -> {
                    assertThat(e.type()).contains("insufficient_quota");
                    assertThat(e.code()).contains("insufficient_quota");
                });
    }

    @Test
    void sdkRetriesUntilItGetsAnAnswer() {
        simulator.enqueueFault(new Fault.Status(429, null, Duration.ofMillis(10)));
        simulator.enqueueFault(new Fault.Status(500, null, Duration.ofMillis(10)));

        client(2).chat().completions().create(question().build()).validate();

        assertThat(simulator.requests()).extracting(RecordedRequest::status).containsExactly(429, 500, 200);
        assertThat(simulator.requestCount()).isEqualTo(3);
    }

    @Test
    void stickyFaultStaysUntilCleared() {
        simulator.stickFault(new Fault.Status(503));

        assertThatThrownBy(() -> ask(question().build())).isInstanceOf(OpenAIServiceException.class);
        assertThatThrownBy(() -> ask(question().build())).isInstanceOf(OpenAIServiceException.class);
        simulator.clearFaults();
        ask(question().build()).validate();
    }

    @Test
    void brokenStreamEndsAfterItsChunks() {
        List<ChatCompletionChunk> chunks = new ArrayList<>();

        assertThatThrownBy(() -> {
                    try (StreamResponse<ChatCompletionChunk> response =
                            client.chat().completions().createStreaming(faulty("broken-stream=3"))) {
                        response.stream().forEach(chunks::add);
                    }
                })
                .isInstanceOf(OpenAIIoException.class);
        assertThat(chunks).hasSize(3);
    }

    @Test
    void plainAnswerBreaksInTheMiddle() {
        assertThatThrownBy(() -> ask(faulty("broken-stream")))
                .isInstanceOf(OpenAIException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void resetIsRecordedWithoutAStatus() {
        assertThatThrownBy(() -> ask(faulty("reset"))).isInstanceOf(OpenAIIoException.class);

        assertThat(simulator.requests()).containsExactly(new RecordedRequest("POST", "/v1/chat/completions", 0, false));
    }

    @Test
    void noAnswerRunsIntoTheClientsTimeout() {
        OpenAIClient impatient = client.withOptions(options -> options.timeout(Duration.ofMillis(200)));

        assertThatThrownBy(() -> impatient.chat().completions().create(faulty("no-answer")))
                .isInstanceOf(OpenAIIoException.class);
    }

    @Test
    void slowAnswerTakesItsTime() {
        long start = System.nanoTime();

        ask(faulty("slow=150")).validate();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void usageGoesMissing() {
        assertThat(ask(faulty("missing-usage")).usage()).isEmpty();
        assertThat(stream(faulty("missing-usage")))
                .isNotEmpty()
                .allMatch(chunk -> chunk.usage().isEmpty());
        assertThat(client.responses().create(faultyResponse("missing-usage")).usage())
                .isEmpty();
    }

    @Test
    void usageGoesWrong() {
        assertThat(ask(faulty("invalid-usage")).usage().orElseThrow().promptTokens())
                .isNegative();
        var usage = ask(faulty("invalid-usage=exceeding")).usage().orElseThrow();
        assertThat(usage.promptTokensDetails().orElseThrow().cachedTokens().orElseThrow())
                .isGreaterThan(usage.promptTokens());
        assertThat(usage.completionTokensDetails()
                        .orElseThrow()
                        .reasoningTokens()
                        .orElseThrow())
                .isGreaterThan(usage.completionTokens());
    }

    @Test
    void usageRidesOnTheLastChoice() {
        List<ChatCompletionChunk> chunks = stream(faulty("usage-with-choice"));

        assertThat(chunks).allMatch(chunk -> chunk.choices().size() == 1);
        assertThat(chunks.getLast().usage()).isPresent();
    }

    @Test
    void malformedJsonDoesNotParse() {
        assertThatThrownBy(() -> ask(faulty("malformed-json"))).isInstanceOf(OpenAIInvalidDataException.class);
        assertThatThrownBy(() -> stream(faulty("malformed-json"))).isInstanceOf(OpenAIException.class);
    }

    @Test
    void generationFails() {
        assertThat(client.responses().create(faultyResponse("failed")).status()).contains(ResponseStatus.FAILED);
        try (StreamResponse<ResponseStreamEvent> response =
                client.responses().createStreaming(faultyResponse("failed"))) {
            assertThat(response.stream().toList().getLast().isFailed()).isTrue();
        }
        assertThatThrownBy(() -> stream(faulty("failed"))).isInstanceOf(OpenAIException.class);
        assertThatThrownBy(() -> ask(faulty("failed"))).isInstanceOf(OpenAIServiceException.class);
    }

    @Test
    void answerStopsHalfway() {
        Response response =
                client.responses().create(faultyResponse("incomplete")).validate();

        assertThat(response.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(ask(faulty("incomplete")).choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
    }

    @Test
    void invalidKeyIsRefusedAndNotRepeated() {
        OpenAIClient stranger = OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl().toString())
                .apiKey("sk-invalid-secret")
                .build();

        assertThatThrownBy(() -> stranger.models().list())
                .isInstanceOf(UnauthorizedException.class)
                .message()
                .doesNotContain("secret");
    }

    private OpenAIClient client(int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl().toString())
                .apiKey("any")
                .maxRetries(retries)
                .build();
    }

    private ChatCompletion ask(ChatCompletionCreateParams params) {
        return client.chat().completions().create(params);
    }

    private List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            return response.stream().toList();
        }
    }

    private static ChatCompletionCreateParams.Builder question() {
        return ChatCompletionCreateParams.builder().model("gpt-4.1-nano").addUserMessage("Why?");
    }

    private static ChatCompletionCreateParams faulty(String fault) {
        return question()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .putAdditionalHeader(Fault.HEADER, fault)
                .build();
    }

    private static ResponseCreateParams faultyResponse(String fault) {
        return ResponseCreateParams.builder()
                .model("gpt-4.1-nano")
                .input("Why?")
                .putAdditionalHeader(Fault.HEADER, fault)
                .build();
    }
}
