package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.ResponseStreamEvent;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller sees with metering is what they see without. */
class TransparencyTest {

    private final RecordedCalls recorded = new RecordedCalls();
    private final MeteredOpenAi metered = recorded.metered();
    private WireServer server;
    private OpenAIClient plain;
    private OpenAIClient wrapped;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer();
        plain = server.client();
        wrapped = metered.wrap(plain);
    }

    @AfterEach
    void stop() {
        wrapped.close();
        server.close();
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                call(
                        "chat",
                        Answer.json(Wire.CHAT),
                        client -> client.chat().completions().create(Wire.chat())),
                call(
                        "async chat",
                        Answer.json(Wire.CHAT),
                        client -> client.async()
                                .chat()
                                .completions()
                                .create(Wire.chat())
                                .join()),
                call(
                        "response",
                        Answer.json(Wire.RESPONSE),
                        client -> client.responses().create(Wire.response())),
                call(
                        "embeddings",
                        Answer.json(Wire.EMBEDDINGS),
                        client -> client.embeddings().create(Wire.embeddings())),
                call("response stream", Answer.events(Wire.RESPONSE_DELTA, Wire.RESPONSE_COMPLETED), client -> {
                    try (StreamResponse<ResponseStreamEvent> stream =
                            client.responses().createStreaming(Wire.response())) {
                        return stream.stream().toList();
                    }
                }),
                call("raw", Answer.json(Wire.CHAT), client -> {
                    try (HttpResponseFor<ChatCompletion> response =
                            client.chat().completions().withRawResponse().create(Wire.chat())) {
                        return List.of(
                                response.statusCode(),
                                response.requestId(),
                                names(response),
                                new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }),
                call(
                        "other endpoints",
                        Answer.json("{\"object\": \"list\", \"data\": []}"),
                        client -> client.models().list().data()));
    }

    private static Arguments call(String name, Answer answer, Function<OpenAIClient, Object> call) {
        return Arguments.of(name, answer, call);
    }

    private static List<String> names(HttpResponseFor<?> response) {
        return List.copyOf(response.headers().names());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void answersAndRequestsAreTheSame(String name, Answer answer, Function<OpenAIClient, Object> call) {
        server.answering(answer);

        Object without = call.apply(plain);
        Object with = call.apply(wrapped);

        assertThat(with).isEqualTo(without);
        assertSameRequests();
    }

    @Test
    void chatStreamIsTheSameThoughTheServerWasAskedForMore() {
        server.answering(
                Answer.events(withoutUsage(Wire.ROLE), withoutUsage(Wire.HELLO), withoutUsage(Wire.STOP), Wire.DONE),
                Answer.events(Wire.ROLE, Wire.HELLO, Wire.STOP, Wire.USAGE, Wire.DONE));

        assertThat(chunks(wrapped, chunks(plain, List.of()))).hasSize(3);
    }

    private static List<ChatCompletionChunk> chunks(OpenAIClient client, List<ChatCompletionChunk> expected) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(Wire.chat())) {
            List<ChatCompletionChunk> chunks = stream.stream().toList();
            assertThat(expected.isEmpty() || chunks.equals(expected)).isTrue();
            return chunks;
        }
    }

    private static String withoutUsage(String chunk) {
        return chunk.replace(",\"usage\":null", "");
    }

    @Test
    void errorsAreTheSame() {
        server.answering(Answer.error(400, Wire.RATE_LIMIT));

        Throwable without = catchThrowable(call(plain));
        Throwable with = catchThrowable(call(wrapped));

        assertThat(with).hasSameClassAs(without).hasMessage(without.getMessage());
    }

    @Test
    void asyncErrorsAreTheSame() {
        server.answering(Answer.error(400, Wire.RATE_LIMIT));

        Throwable without = catchThrowable(() -> asyncCall(plain));
        Throwable with = catchThrowable(() -> asyncCall(wrapped));

        assertThat(with).hasSameClassAs(without).hasMessage(without.getMessage());
        assertThat(with.getCause()).hasSameClassAs(without.getCause());
    }

    private static void asyncCall(OpenAIClient client) {
        client.async().chat().completions().create(Wire.chat()).join();
    }

    private static ThrowingCallable call(OpenAIClient client) {
        return () -> client.chat().completions().create(Wire.chat());
    }

    @Test
    void retriesAreAsMany() {
        server.answering(Answer.error(500, "{}"));

        assertThatThrownBy(call(plain));
        int without = server.requests().size();
        assertThatThrownBy(call(wrapped));

        assertThat(server.requests().size() - without).isEqualTo(without);
        assertThat(server.requests())
                .extracting(request -> request.headers().get("X-Stainless-Retry-Count"))
                .containsExactly(List.of("0"), List.of("1"), List.of("2"), List.of("0"), List.of("1"), List.of("2"));
    }

    @Test
    void otherEndpointsAreNotMetered() {
        server.answering(Answer.json("{\"object\": \"list\", \"data\": []}"));

        wrapped.models().list();
        wrapped.files().list();
        wrapped.chat().completions().list();
        metered.close();

        assertThat(recorded.isEmpty()).isTrue();
    }

    @Test
    void closingTheWrappedClientClosesTheOriginal() {
        server.answering(Answer.json(Wire.CHAT));

        wrapped.close();
        Throwable with = catchThrowable(() -> asyncCall(plain));

        assertThat(with).isNotNull();
    }

    @Test
    void wrappedClientIsEqualToItselfOnly() {
        assertThat(new HashSet<>(Arrays.asList(wrapped, plain, metered.wrap(wrapped))))
                .hasSize(2)
                .contains(wrapped);
        assertThat(wrapped.toString()).isEqualTo(plain.toString());
        assertThat(wrapped.chat()).isSameAs(wrapped.chat());
    }

    private void assertSameRequests() {
        List<WireServer.Request> requests = server.requests();
        assertThat(requests).hasSize(2);
        assertThat(requests.getLast().path()).isEqualTo(requests.getFirst().path());
        assertThat(requests.getLast().body()).isEqualTo(requests.getFirst().body());
        assertThat(Map.copyOf(requests.getLast().headers()))
                .isEqualTo(Map.copyOf(requests.getFirst().headers()));
    }
}
