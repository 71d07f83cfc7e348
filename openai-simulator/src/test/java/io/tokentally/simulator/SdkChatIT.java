package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.completions.CompletionUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The official SDK's chat completions, unchanged but for the base URL. */
class SdkChatIT {

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

    /** What an answer's text is made into. */
    static class Resume {
        public String name = "";
        public Optional<String> email = Optional.empty();
        public Optional<String> phone = Optional.empty();
        public List<String> skills = List.of();
    }

    /** What a tool takes. */
    static class SendMail {
        public String email = "";
    }

    @Test
    void plainAnswerIsValidAndCounted() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(question("What is metering?").build())
                .validate();

        assertThat(answer.model()).isEqualTo("gpt-4.1-nano-2025-04-14");
        String text = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(text).isNotBlank();
        CompletionUsage usage = answer.usage().orElseThrow();
        assertThat(usage.completionTokens())
                .isEqualTo(Tokenizer.of("gpt-4.1-nano").count(text));
        // "user" 1, "What is metering?" 5, 3 around the message, 3 before the answer.
        assertThat(usage.promptTokens()).isEqualTo(12);
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
    }

    @Test
    void sameQuestionSameAnswer() {
        String first = text(client.chat().completions().create(question("Why?").build()));

        assertThat(text(client.chat().completions().create(question("Why?").build())))
                .isEqualTo(first);
        assertThat(text(client.chat().completions().create(question("How?").build())))
                .isNotEqualTo(first);
    }

    @Test
    void asyncAnswerIsTheSame() {
        ChatCompletionCreateParams params = question("Why?").build();

        assertThat(text(client.async().chat().completions().create(params).join()))
                .isEqualTo(text(client.chat().completions().create(params)));
    }

    @Test
    void streamHasTheTextOfThePlainAnswerAndItsUsage() {
        ChatCompletionCreateParams params = question("What is metering?")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        ChatCompletion plain =
                client.chat().completions().create(question("What is metering?").build());

        List<ChatCompletionChunk> chunks = stream(params);

        assertThat(text(chunks)).isEqualTo(text(plain));
        assertThat(chunks).allSatisfy(ChatCompletionChunk::validate);
        assertThat(chunks.getLast().choices()).isEmpty();
        assertThat(chunks.getLast().usage()).isEqualTo(plain.usage());
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allMatch(chunk -> chunk.usage().isEmpty());
    }

    @Test
    void streamWithoutTheOptionHasNoUsage() {
        assertThat(stream(question("Why?").build()))
                .hasSizeGreaterThan(5)
                .allMatch(chunk -> chunk.usage().isEmpty())
                .allMatch(chunk -> chunk.choices().size() == 1);
    }

    @Test
    void asyncStreamArrivesWhole() {
        List<ChatCompletionChunk> chunks = new ArrayList<>();

        client.async()
                .chat()
                .completions()
                .createStreaming(question("Why?").build())
                .subscribe(chunks::add)
                .onCompleteFuture()
                .join();

        assertThat(text(chunks))
                .isEqualTo(
                        text(client.chat().completions().create(question("Why?").build())));
    }

    @Test
    void structuredOutputReadsTheResume() {
        var params = question("Resume:\nJane Doe\njane@example.com\n\nSkills\nJava, SQL")
                .responseFormat(Resume.class)
                .build();

        Resume resume = client.chat()
                .completions()
                .create(params)
                .validate()
                .choices()
                .getFirst()
                .message()
                .content()
                .orElseThrow();

        assertThat(resume.name).isEqualTo("Jane Doe");
        assertThat(resume.email).contains("jane@example.com");
        assertThat(resume.phone).isEmpty();
        assertThat(resume.skills).containsExactly("Java", "SQL");
    }

    @Test
    void requiredToolIsCalledWithArgumentsOfItsSchema() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(question("Write to ann@example.com")
                        .addTool(SendMail.class)
                        .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                        .build())
                .validate();

        var choice = answer.choices().getFirst();
        var function = choice.message()
                .toolCalls()
                .orElseThrow()
                .getFirst()
                .asFunction()
                .function();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(function.arguments(SendMail.class).email).isEqualTo("ann@example.com");
    }

    @Test
    void maximumCutsTheAnswer() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(question("Why?").maxCompletionTokens(5).build());

        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(5);
    }

    @Test
    void stopEndsTheAnswerBeforeIt() {
        String whole = text(client.chat().completions().create(question("Why?").build()));
        String stopped = text(
                client.chat().completions().create(question("Why?").stop(".").build()));

        assertThat(stopped).isEqualTo(whole.substring(0, whole.indexOf('.')));
    }

    @Test
    void everyChoiceIsBilled() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(question("Why?").n(3).build())
                .validate();

        assertThat(answer.choices()).extracting(ChatCompletion.Choice::index).containsExactly(0L, 1L, 2L);
        long tokens = answer.choices().stream()
                .mapToLong(choice -> Tokenizer.of("gpt-4.1-nano")
                        .count(choice.message().content().orElseThrow()))
                .sum();
        assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(tokens);
    }

    @Test
    void reasoningIsPartOfTheCompletion() {
        CompletionUsage usage = client.chat()
                .completions()
                .create(question("Why?").model("gpt-5-mini").build())
                .usage()
                .orElseThrow();

        long reasoning =
                usage.completionTokensDetails().orElseThrow().reasoningTokens().orElseThrow();
        assertThat(reasoning).isPositive().isLessThan(usage.completionTokens());
    }

    @Test
    void longPromptIsCachedTheSecondTime() {
        String longText = "metering the calls of every user ".repeat(400);

        assertThat(cachedTokens(longText)).isZero();
        assertThat(cachedTokens(longText + "again"))
                .isGreaterThanOrEqualTo(1024)
                .matches(tokens -> tokens % 128 == 0);
    }

    @ParameterizedTest
    @CsvSource({"auto,default", "default,default", "flex,flex", "priority,priority", "fast,priority"})
    void answerNamesTheTierServed(String asked, String served) {
        ChatCompletion answer = client.chat()
                .completions()
                .create(question("Why?")
                        .serviceTier(ChatCompletionCreateParams.ServiceTier.of(asked))
                        .build());

        assertThat(answer.serviceTier().orElseThrow().asString()).isEqualTo(served);
    }

    private static long cachedTokens(String prompt) {
        return client.chat()
                .completions()
                .create(question(prompt).build())
                .usage()
                .flatMap(CompletionUsage::promptTokensDetails)
                .flatMap(CompletionUsage.PromptTokensDetails::cachedTokens)
                .orElseThrow();
    }

    private static ChatCompletionCreateParams.Builder question(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-4.1-nano").addUserMessage(text);
    }

    private static List<ChatCompletionChunk> stream(ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            return response.stream().toList();
        }
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElseThrow();
    }

    private static String text(List<ChatCompletionChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(choice -> choice.delta().content().orElse(""))
                .collect(Collectors.joining());
    }
}
