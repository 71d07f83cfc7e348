package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseStreamEvent;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamedCallsTest {

    private final RecordedCalls recorded = new RecordedCalls();
    private final MeteredOpenAi metered = recorded.metered();
    private WireServer server;
    private OpenAIClient client;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer();
        client = metered.wrap(server.client(0));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void chatStreamAsksForUsageAndShowsNothingOfIt() {
        server.answering(Answer.events(Wire.ROLE, Wire.HELLO, Wire.STOP, Wire.USAGE, Wire.DONE));

        List<ChatCompletionChunk> chunks = readChat();

        assertThat(server.requests().getFirst().body()).contains("\"stream_options\":{\"include_usage\":true}");
        assertThat(chunks).hasSize(3).allMatch(chunk -> chunk._usage().isMissing());
        assertChat(recorded.only(metered));
    }

    @Test
    void asyncChatStreamBecomesOneRecord() {
        server.answering(Answer.events(Wire.ROLE, Wire.HELLO, Wire.STOP, Wire.USAGE, Wire.DONE));
        List<ChatCompletionChunk> chunks = new ArrayList<>();

        AsyncStreamResponse<ChatCompletionChunk> stream =
                client.async().chat().completions().createStreaming(Wire.chat());
        stream.subscribe(chunks::add).onCompleteFuture().join();

        assertThat(chunks).hasSize(3);
        assertChat(recorded.only(metered));
    }

    private static void assertChat(MeteredCall call) {
        assertThat(call.reading().knownQuantities().amounts())
                .isEqualTo(Map.of(INPUT_TOKENS, 15L, CACHED_INPUT_TOKENS, 4L, OUTPUT_TOKENS, 10L));
        assertThat(call.outcome()).isEqualTo(new Outcome.Success());
        assertThat(call.serviceTier()).isEqualTo(ServiceTier.FLEX);
        assertThat(call.timing().timeToFirstToken())
                .isPositive()
                .isLessThanOrEqualTo(call.timing().responseTime());
    }

    @Test
    void callerWhoAskedForUsageSeesIt() {
        server.answering(Answer.events(Wire.HELLO, Wire.STOP, Wire.USAGE, Wire.DONE));

        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(Wire.chat().toBuilder()
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            stream.stream().forEach(chunks::add);
        }

        assertThat(chunks).hasSize(3);
        assertThat(chunks.getFirst()._usage().isNull()).isTrue();
        assertThat(chunks.getLast().usage())
                .hasValueSatisfying(usage -> assertThat(usage.totalTokens()).isEqualTo(29));
        assertThat(recorded.only(metered).reading()).isInstanceOf(UsageReading.Reported.class);
    }

    @Test
    void otherStreamOptionsOfTheCallerStay() {
        server.answering(Answer.events(Wire.HELLO, Wire.USAGE, Wire.DONE));

        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(Wire.chat().toBuilder()
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(false)
                                .includeObfuscation(false)
                                .build())
                        .build())) {
            assertThat(stream.stream()).hasSize(1);
        }

        assertThat(server.requests().getFirst().body())
                .contains("\"include_usage\":true")
                .contains("\"include_obfuscation\":false");
        assertThat(recorded.only(metered).reading()).isInstanceOf(UsageReading.Reported.class);
    }

    @Test
    void usageBesideChoicesIsReadAndLeftInPlace() {
        server.answering(Answer.events(
                Wire.HELLO,
                Wire.STOP.replace("\"usage\":null", "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}"),
                Wire.DONE));

        assertThat(readChat()).hasSize(2);

        assertThat(recorded.only(metered).reading().knownQuantities().amounts())
                .isEqualTo(Map.of(INPUT_TOKENS, 3L, OUTPUT_TOKENS, 2L));
    }

    @Test
    void timeToFirstTokenPassesOverTheRole() {
        server.answering(Answer.events(Wire.ROLE, Wire.STOP, Wire.USAGE, Wire.DONE));

        readChat();

        assertThat(recorded.only(metered).timing().timeToFirstToken()).isNull();
    }

    @Test
    void eventsArePassedOnBeforeTheStreamEnds() {
        server.answering(Answer.events(Wire.ROLE, Wire.HELLO, WireServer.HANG));

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(Wire.chat())) {
            Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
            assertThat(chunks.next().choices().getFirst().delta().role()).isPresent();
            assertThat(chunks.next().choices().getFirst().delta().content()).contains("Hellö");
            assertThat(recorded.isEmpty()).isTrue();
        }

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.CANCELLED, 200, null, null));
        assertThat(call.reading()).isInstanceOf(UsageReading.Estimated.class);
        assertThat(call.timing().timeToFirstToken()).isNotNull();
    }

    @Test
    void usageSeenBeforeTheCallerStopsCounts() {
        server.answering(Answer.events(
                Wire.HELLO.replace("\"usage\":null", "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}"),
                WireServer.HANG));

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(Wire.chat())) {
            assertThat(stream.stream().findFirst()).isPresent();
        }

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.CANCELLED, 200, null, null));
        assertThat(call.reading()).isInstanceOf(UsageReading.Reported.class);
    }

    @Test
    void streamWithoutItsEndIsInterrupted() {
        server.answering(Answer.events(Wire.HELLO, Wire.STOP));

        readChat();

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.STREAM_INTERRUPTED, 200, null, null));
        assertThat(call.reading()).isInstanceOf(UsageReading.Estimated.class);
    }

    @Test
    void streamThatBreaksOffIsInterrupted() {
        server.answering(Answer.events(Wire.HELLO).thatBreaksOff());

        assertThatThrownBy(this::readChat).isInstanceOf(OpenAIException.class);

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.STREAM_INTERRUPTED, 200, null, null));
    }

    @Test
    void errorWithinAChatStreamIsTheProviders() {
        server.answering(Answer.events(
                Wire.HELLO, "data: {\"error\":{\"message\":\"secret\",\"type\":\"server_error\",\"code\":null}}\n\n"));

        assertThatThrownBy(this::readChat).isInstanceOf(OpenAIException.class);

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 200, "server_error", null));
    }

    @Test
    void chunkThatIsNoJsonIsInvalid() {
        server.answering(Answer.events(Wire.HELLO, "data: {\"id\":\n\n"));

        assertThatThrownBy(this::readChat).isInstanceOf(OpenAIException.class);

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.INVALID_RESPONSE, 200, null, null));
    }

    @Test
    void refusedStreamIsOneFailure() {
        server.answering(
                Answer.error(401, "{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"invalid_api_key\"}}"));

        assertThatThrownBy(this::readChat).isInstanceOf(OpenAIException.class);

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 401, "invalid_request_error", "invalid_api_key"));
    }

    @ParameterizedTest
    @CsvSource({"completed", "incomplete"})
    void responseStreamEndsWithItsUsage(String status) {
        server.answering(Answer.events(Wire.RESPONSE_DELTA, Wire.responseEvent(status, Wire.RESPONSE)));

        List<ResponseStreamEvent> events = readResponse();

        assertThat(events).hasSize(2);
        assertThat(server.requests().getFirst().body()).doesNotContain("stream_options");
        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Outcome.Success());
        assertThat(call.reading().knownQuantities().outputTokens()).isEqualTo(87);
        assertThat(call.timing().timeToFirstToken()).isPositive();
    }

    @Test
    void asyncResponseStreamBecomesOneRecord() {
        server.answering(Answer.events(Wire.RESPONSE_DELTA, Wire.RESPONSE_COMPLETED));

        client.async()
                .responses()
                .createStreaming(Wire.response())
                .subscribe(event -> {})
                .onCompleteFuture()
                .join();

        assertThat(recorded.only(metered).reading().knownQuantities().outputTokens())
                .isEqualTo(87);
    }

    @Test
    void failedResponseStreamIsTheProvidersError() {
        server.answering(Answer.events(
                Wire.RESPONSE_DELTA,
                Wire.responseEvent(
                        "failed",
                        Wire.RESPONSE.replace(
                                "\"error\": null", "\"error\": {\"code\": \"server_error\", \"message\": \"m\"}"))));

        readResponse();

        MeteredCall call = recorded.only(metered);
        assertThat(call.outcome()).isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 200, null, "server_error"));
        assertThat(call.reading()).isInstanceOf(UsageReading.Reported.class);
    }

    @Test
    void errorEventOfAResponseStreamIsTheProvidersError() {
        server.answering(
                Answer.events(
                        Wire.event(
                                "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"secret\",\"param\":null,\"sequence_number\":1}")));

        readResponse();

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 200, null, "rate_limit_exceeded"));
    }

    @Test
    void responseStreamWithoutItsEndIsInterrupted() {
        server.answering(Answer.events(Wire.RESPONSE_DELTA));

        readResponse();

        assertThat(recorded.only(metered).outcome())
                .isEqualTo(new Failure(Failure.Kind.STREAM_INTERRUPTED, 200, null, null));
    }

    @Test
    void usageOfAResponseOfMegabytesIsFound() {
        String text = "x".repeat(3_000_000);
        server.answering(
                Answer.events(Wire.responseEvent("completed", Wire.RESPONSE.replace("\"Hi\"", "\"" + text + "\""))));

        readResponse();

        assertThat(recorded.only(metered).reading().knownQuantities().outputTokens())
                .isEqualTo(87);
    }

    @Test
    @SuppressWarnings("try") // Closing twice is what is tested.
    void streamClosedTwiceAfterItsEndIsOneRecord() {
        server.answering(Answer.events(Wire.HELLO, Wire.USAGE, Wire.DONE));

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(Wire.chat())) {
            stream.stream().forEach(chunk -> {});
            stream.close();
        }

        assertThat(recorded.only(metered).outcome()).isEqualTo(new Outcome.Success());
    }

    private List<ChatCompletionChunk> readChat() {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(Wire.chat())) {
            return stream.stream().toList();
        }
    }

    private List<ResponseStreamEvent> readResponse() {
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(Wire.response())) {
            return stream.stream().toList();
        }
    }
}
