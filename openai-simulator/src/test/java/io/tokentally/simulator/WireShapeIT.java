package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The bytes on the wire, without a client that smooths them. */
class WireShapeIT {

    private static final String CHAT = "/chat/completions";
    private static final String QUESTION =
            "\"model\": \"gpt-4.1-nano\", \"messages\": [{\"role\": \"user\", \"content\": \"Why?\"}]";

    private final HttpClient http = HttpClient.newHttpClient();
    private OpenAiSimulator simulator;

    @BeforeEach
    void start() {
        simulator = OpenAiSimulator.start(SimulatorOptions.defaults()
                .withMaxBodyBytes(10_000)
                .withClock(Clock.fixed(Instant.ofEpochSecond(1_750_000_000), ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void answersCarryOpenAisHeaders() throws Exception {
        HttpResponse<String> answer = post(CHAT, "{" + QUESTION + "}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsKeys(
                        "x-request-id",
                        "openai-processing-ms",
                        "openai-version",
                        "openai-organization",
                        "x-ratelimit-limit-requests",
                        "x-ratelimit-remaining-tokens",
                        "x-ratelimit-reset-tokens");
        assertThat(Json.read(answer.body()).path("created").asLong()).isEqualTo(1_750_000_000);
        assertThat(Json.read(answer.body()).path("service_tier").asString()).isEqualTo("default");
    }

    @Test
    void streamEndsWithDoneAndHasNoUsageUnasked() throws Exception {
        List<String> events = events(post(CHAT, "{\"stream\": true, " + QUESTION + "}"));

        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        assertThat(events).noneMatch(event -> event.contains("usage"));
        JsonNode first = data(events.getFirst());
        assertThat(first.path("choices").path(0).path("delta").path("role").asString())
                .isEqualTo("assistant");
        JsonNode last = data(events.get(events.size() - 2));
        assertThat(last.path("choices").path(0).path("finish_reason").asString())
                .isEqualTo("stop");
    }

    @Test
    void streamHasOneUsageChunkWhenAsked() throws Exception {
        List<String> events = events(
                post(CHAT, "{\"stream\": true, \"stream_options\": {\"include_usage\": true}, " + QUESTION + "}"));

        List<JsonNode> chunks = events.subList(0, events.size() - 1).stream()
                .map(WireShapeIT::data)
                .toList();
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allMatch(chunk -> chunk.path("usage").isNull());
        assertThat(chunks.getLast().path("choices").isArray()).isTrue();
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().path("usage").path("total_tokens").asInt()).isPositive();
    }

    @Test
    void responseEventsAreNamedAndNumbered() throws Exception {
        String body = post("/responses", "{\"stream\": true, \"model\": \"gpt-4.1-nano\", \"input\": \"Why?\"}")
                .body();
        String[] blocks = body.split("\n\n", -1);

        for (int i = 0; i < blocks.length - 1; i++) {
            String[] lines = blocks[i].split("\n", -1);
            JsonNode event = data(lines[1]);
            assertThat(lines[0]).isEqualTo("event: " + event.path("type").asString());
            assertThat(event.path("sequence_number").asInt(-1)).isEqualTo(i);
        }
        assertThat(blocks[blocks.length - 2]).startsWith("event: response.completed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
        /chat/completions | {"messages": []}                                     | 400 | model          | missing_required_parameter
        /chat/completions | {"model": 4, "messages": []}                         | 400 | model          | invalid_type
        /chat/completions | {"model": "gpt-4.1-nano"}                            | 400 | messages       | missing_required_parameter
        /chat/completions | {"model": "gpt-4.1-nano", "messages": []}            | 400 | messages       | empty_array
        /chat/completions | {"model": "gpt-4.1-nano", "messages": [{"role": "x", "content": "y"}]} | 400 | messages[0].role | invalid_value
        /chat/completions | {"model": "gpt-4.1-nano", "messages": [{"role": "user"}]} | 400 | messages[0].content | missing_required_parameter
        /chat/completions | {"model": "m", "n": 0, "messages": [{"role": "user", "content": "y"}]} | 400 | n | integer_below_min_value
        /chat/completions | {"model": "m", "stream": 1, "messages": [{"role": "user", "content": "y"}]} | 400 | stream | invalid_type
        /chat/completions | {"model": "no-such-model", "messages": []}           | 404 | -              | model_not_found
        /chat/completions | {"model":                                            | 400 | -              | -
        /chat/completions | []                                                   | 400 | -              | -
        /responses        | {"model": "gpt-4.1-nano"}                            | 400 | input          | missing_required_parameter
        /responses        | {"model": "gpt-4.1-nano", "input": 5}                | 400 | input          | invalid_type
        /embeddings       | {"model": "text-embedding-3-small"}                  | 400 | input          | missing_required_parameter
        /embeddings       | {"model": "m", "input": "x", "encoding_format": "y"} | 400 | encoding_format | invalid_value
        /completions      | {}                                                   | 404 | -              | unknown_url
        /models           | {}                                                   | 405 | -              | method_not_supported
        """)
    void refusalsNameWhatIsWrong(String path, String body, int status, String param, String code) throws Exception {
        HttpResponse<String> answer = post(path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode error = Json.read(answer.body()).path("error");
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asString()).isNotBlank();
        assertThat(error.path("param").asString(null)).isEqualTo(param);
        assertThat(error.path("code").asString(null)).isEqualTo(code);
    }

    @Test
    void bodiesOverTheLimitAreRefused() throws Exception {
        assertThat(post(CHAT, "x".repeat(10_001)).statusCode()).isEqualTo(413);
        assertThat(post(CHAT, "x".repeat(10_000)).statusCode()).isEqualTo(400);
        assertThat(post(CHAT, "x".repeat(3_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void unknownFaultsAreRefused() throws Exception {
        HttpResponse<String> answer = http.send(
                request(CHAT, "{" + QUESTION + "}").header(Fault.HEADER, "burn").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(Fault.HEADER).contains("burn");
    }

    @Test
    void requestsAreRecordedWithoutTheirContents() throws Exception {
        post(CHAT, "{" + QUESTION + "}");
        post(CHAT, "{\"stream\": true, " + QUESTION + "}");

        assertThat(simulator.requests())
                .containsExactly(
                        new RecordedRequest("POST", "/v1/chat/completions", 200, false),
                        new RecordedRequest("POST", "/v1/chat/completions", 200, true));
        simulator.clearRequests();
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void latencyAndTokenDelayAddUp() throws Exception {
        try (OpenAiSimulator slow = OpenAiSimulator.start(
                SimulatorOptions.defaults().withLatency(Duration.ofMillis(50)).withTokenDelay(Duration.ofMillis(1)))) {
            URI uri = URI.create(slow.baseUrl() + CHAT);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString("{\"stream\": true, " + QUESTION + "}"))
                    .build();
            long start = System.nanoTime();

            List<String> events = events(http.send(request, BodyHandlers.ofString()));

            // The first chunk, the last one and [DONE] come without delay.
            Duration least = Duration.ofMillis(50 + events.size() - 3L);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void chunksAreNotHeldBackByTheSocket() throws Exception {
        String question = "{\"stream\": true, " + QUESTION + "}";
        post(CHAT, question);
        long start = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            post(CHAT, question);
        }

        // With Nagle's algorithm each stream waits at least once for a delayed acknowledgement: 40 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(20 * 40));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static List<String> events(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        return answer.body().lines().filter(line -> !line.isEmpty()).toList();
    }

    private static JsonNode data(String line) {
        return Json.read(line.substring("data: ".length()));
    }
}
