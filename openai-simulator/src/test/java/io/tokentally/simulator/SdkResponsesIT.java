package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import com.openai.models.responses.ToolChoiceOptions;
import com.openai.models.responses.WebSearchTool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official SDK's responses, unchanged but for the base URL. */
class SdkResponsesIT {

    private static OpenAiSimulator simulator;
    private static OpenAIClient client;

    @BeforeAll
    static void start() {
        simulator = OpenAiSimulator.start(SimulatorOptions.defaults());
        client = OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl().toString())
                .apiKey("any")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        simulator.close();
    }

    /** The analysis of candidates for a job. */
    static class Shortlist {
        public List<Match> results = List.of();
    }

    /** One candidate's match. */
    static class Match {
        public String candidateId = "";
        public int score;
        public List<String> reasons = List.of();
        public List<String> gaps = List.of();
    }

    /** What a tool takes. */
    static class SendMail {
        public String email = "";
    }

    @Test
    void plainAnswerIsValidAndCounted() {
        Response answer = client.responses().create(question().build()).validate();

        assertThat(answer.model().asChat().asString()).isEqualTo("gpt-4.1-nano-2025-04-14");
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        ResponseUsage usage = answer.usage().orElseThrow();
        assertThat(usage.outputTokens()).isEqualTo(Tokenizer.of("gpt-4.1-nano").count(text(answer)));
        assertThat(usage.totalTokens()).isEqualTo(usage.inputTokens() + usage.outputTokens());
        assertThat(usage.inputTokensDetails().cachedTokens()).isZero();
    }

    @Test
    void messagesAndInstructionsCountAsInput() {
        long alone = inputTokens(question().build());
        long instructed = inputTokens(question().instructions("Be brief.").build());
        long asMessage = inputTokens(question()
                .inputOfResponse(List.of(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                        .role(ResponseInputItem.Message.Role.USER)
                        .addInputTextContent("What is metering?")
                        .build())))
                .build());

        assertThat(instructed).isGreaterThan(alone);
        assertThat(asMessage).isEqualTo(alone);
    }

    @Test
    void asyncAnswerIsTheSame() {
        assertThat(text(client.async().responses().create(question().build()).join()))
                .isEqualTo(text(client.responses().create(question().build())));
    }

    @Test
    void streamTellsItsStoryInOrder() {
        Response plain = client.responses().create(question().build());
        List<ResponseStreamEvent> events = stream(question().build());

        assertThat(events).allSatisfy(ResponseStreamEvent::validate);
        assertThat(events.get(0).isCreated()).isTrue();
        assertThat(events.get(1).isInProgress()).isTrue();
        assertThat(events.get(2).isOutputItemAdded()).isTrue();
        assertThat(events.get(3).isContentPartAdded()).isTrue();
        assertThat(events.get(4).isOutputTextDelta()).isTrue();
        String text = events.stream()
                .flatMap(event -> event.outputTextDelta().stream())
                .map(delta -> delta.delta())
                .collect(Collectors.joining());
        assertThat(text).isEqualTo(text(plain));
        assertThat(events.stream().flatMap(event -> event.outputTextDone().stream()))
                .singleElement()
                .matches(done -> done.text().equals(text));
        Response completed = events.getLast().completed().orElseThrow().response();
        assertThat(completed.usage()).isEqualTo(plain.usage());
        assertThat(text(completed)).isEqualTo(text);
    }

    @Test
    void asyncStreamArrivesWhole() {
        List<ResponseStreamEvent> events = new ArrayList<>();

        client.async()
                .responses()
                .createStreaming(question().build())
                .subscribe(events::add)
                .onCompleteFuture()
                .join();

        assertThat(events.getLast().isCompleted()).isTrue();
    }

    @Test
    void structuredOutputComparesCandidates() {
        var params = ResponseCreateParams.builder()
                .model("gpt-4.1-nano")
                .input("""
                        Job description: engineer with Java, Kafka and PostgreSQL
                        Candidates: [{"candidateId": "a", "text": "engineer, Java, Kafka, PostgreSQL"},
                                     {"candidateId": "b", "text": "Cooking"}]
                        """)
                .text(Shortlist.class)
                .build();

        Shortlist shortlist = client.responses().create(params).output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(content -> content.asOutputText())
                .findFirst()
                .orElseThrow();

        assertThat(shortlist.results).extracting(match -> match.candidateId).containsExactly("a", "b");
        assertThat(shortlist.results.get(0).score)
                .isGreaterThan(shortlist.results.get(1).score)
                .isLessThanOrEqualTo(100);
        assertThat(shortlist.results.get(0).reasons).contains("Mentions Kafka");
        assertThat(shortlist.results.get(1).gaps).contains("No mention of Java");
    }

    @Test
    void webSearchLeavesACallBesideTheMessage() {
        ResponseCreateParams params = question()
                .addTool(WebSearchTool.builder()
                        .type(WebSearchTool.Type.WEB_SEARCH)
                        .build())
                .build();

        Response answer = client.responses().create(params).validate();

        assertThat(answer.output().get(0).isWebSearchCall()).isTrue();
        assertThat(answer.output().get(1).isMessage()).isTrue();
        List<ResponseStreamEvent> events = stream(params);
        assertThat(events)
                .allSatisfy(ResponseStreamEvent::validate)
                .anyMatch(ResponseStreamEvent::isWebSearchCallCompleted);
    }

    @Test
    void requiredFunctionIsCalled() {
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model("gpt-4.1-nano")
                .input("Write to ann@example.com")
                .addTool(SendMail.class)
                .toolChoice(ToolChoiceOptions.REQUIRED)
                .build();

        Response answer = client.responses().create(params).validate();

        assertThat(answer.output().getFirst().asFunctionCall().arguments(SendMail.class).email)
                .isEqualTo("ann@example.com");
        assertThat(stream(params))
                .allSatisfy(ResponseStreamEvent::validate)
                .anyMatch(ResponseStreamEvent::isFunctionCallArgumentsDone);
    }

    @Test
    void reasoningModelsShowAReasoningItem() {
        Response answer = client.responses()
                .create(question().model("gpt-5-mini").build())
                .validate();

        assertThat(answer.output().getFirst().isReasoning()).isTrue();
        ResponseUsage usage = answer.usage().orElseThrow();
        assertThat(usage.outputTokensDetails().reasoningTokens()).isPositive().isLessThan(usage.outputTokens());
    }

    @Test
    void maximumLeavesTheResponseIncomplete() {
        Response answer = client.responses()
                .create(question().maxOutputTokens(16).build())
                .validate();

        assertThat(answer.status()).contains(ResponseStatus.INCOMPLETE);
        assertThat(answer.incompleteDetails().orElseThrow().reason())
                .contains(Response.IncompleteDetails.Reason.MAX_OUTPUT_TOKENS);
        assertThat(answer.usage().orElseThrow().outputTokens()).isEqualTo(16);
        assertThat(stream(question().maxOutputTokens(16).build()).getLast().isIncomplete())
                .isTrue();
    }

    private static ResponseCreateParams.Builder question() {
        return ResponseCreateParams.builder().model("gpt-4.1-nano").input("What is metering?");
    }

    private static long inputTokens(ResponseCreateParams params) {
        return client.responses().create(params).usage().orElseThrow().inputTokens();
    }

    private static List<ResponseStreamEvent> stream(ResponseCreateParams params) {
        try (StreamResponse<ResponseStreamEvent> response = client.responses().createStreaming(params)) {
            return response.stream().toList();
        }
    }

    private static String text(Response answer) {
        return answer.output().stream()
                .filter(ResponseOutputItem::isMessage)
                .flatMap(item -> item.asMessage().content().stream())
                .map(content -> content.asOutputText().text())
                .collect(Collectors.joining());
    }
}
