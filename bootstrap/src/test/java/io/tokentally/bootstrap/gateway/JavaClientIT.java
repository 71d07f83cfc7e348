package io.tokentally.bootstrap.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.ResponseCreateParams;
import io.tokentally.bootstrap.product.Api;
import io.tokentally.bootstrap.product.ProductTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's own client for Java, with nothing changed but its address and its key. */
@Tag("long")
@ProductTest
class JavaClientIT {

    private static final String OWNER = "owner@acme.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private Environment environment;

    @Autowired
    private ApplicationContext application;

    private Api api;
    private String feature;

    @BeforeEach
    void prepare() {
        api = new Api(port);
        feature = "it_" + UUID.randomUUID();
    }

    private String makeKey(String holder) {
        return madeKey(holder).get("secret").asString();
    }

    private JsonNode madeKey(String holder) {
        HttpResponse<String> made =
                api.post(OWNER, "/api/v1/keys", "{\"name\": \"it\"%s}".formatted(holder), "same-origin");
        assertThat(made.statusCode()).isEqualTo(201);
        return new JsonMapper().readTree(made.body());
    }

    private OpenAIClient client(String key) {
        return client(key, 0);
    }

    private OpenAIClient client(String key, int maxRetries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:%s/openai/v1".formatted(environment.getProperty("local.gateway.port")))
                .apiKey(key)
                .putHeader("X-Tokentally-Endpoint", feature)
                .maxRetries(maxRetries)
                .build();
    }

    private static ChatCompletionCreateParams chat() {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4.1-nano")
                .addUserMessage("Say hello to the gateway.")
                .build();
    }

    /** The record of this test's call, once it is in the ledger. */
    private JsonNode recorded() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode calls = api.json(OWNER, "/api/v1/usage/calls?scope=organization&endpoint=" + feature);
            if (calls.toString().contains(feature)) {
                return calls;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The call of " + feature + " did not reach the ledger");
    }

    @Test
    void aCallIsAnsweredAndInTheLedgerWithItsCost() throws InterruptedException {
        ChatCompletion completion =
                client(makeKey(", \"service\": \"it\"")).chat().completions().create(chat());

        assertThat(completion.choices().getFirst().message().content().orElseThrow())
                .isNotBlank();
        long tokens = completion.usage().orElseThrow().totalTokens();
        assertThat(recorded().toString()).contains("\"totalTokens\":" + tokens).contains("\"costStatus\":\"measured\"");
    }

    @Test
    void aStreamIsCountedThoughItsUsageIsWithheld() throws InterruptedException {
        List<ChatCompletionChunk> chunks;
        try (StreamResponse<ChatCompletionChunk> stream =
                client(makeKey(", \"service\": \"it\"")).chat().completions().createStreaming(chat())) {
            chunks = stream.stream().toList();
        }

        assertThat(chunks).hasSizeGreaterThan(2).allSatisfy(chunk -> {
            assertThat(chunk.usage()).isEmpty();
            assertThat(chunk.choices()).isNotEmpty();
        });
        assertThat(recorded().toString()).contains("\"costStatus\":\"measured\"");
    }

    @Test
    void responsesAreCountedToo() throws InterruptedException {
        var response = client(makeKey(", \"service\": \"it\""))
                .responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4.1-nano")
                        .input("Say hello.")
                        .build());

        assertThat(response.output()).isNotEmpty();
        assertThat(recorded().toString()).contains("\"costStatus\":\"measured\"");
    }

    @Test
    void aFileIsForTheKeyThatBroughtItAlone() {
        OpenAIClient owner = client(makeKey(", \"service\": \"it\""));
        OpenAIClient other = client(makeKey(", \"service\": \"it\""));
        FileObject file = owner.files()
                .create(FileCreateParams.builder()
                        .purpose(FilePurpose.BATCH)
                        .file("{}\n".getBytes(StandardCharsets.UTF_8))
                        .build());

        assertThat(owner.files().retrieve(file.id()).bytes()).isEqualTo(3);
        assertThatThrownBy(() -> other.files().retrieve(file.id())).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> other.files().delete(file.id())).isInstanceOf(PermissionDeniedException.class);
        assertThatThrownBy(() -> other.files().list()).isInstanceOf(PermissionDeniedException.class);
        assertThat(owner.files().delete(file.id()).deleted()).isTrue();
    }

    @Test
    void aBudgetThatIsSpentRaisesTheRateLimitErrorOnceAndIsCountedOnce() throws InterruptedException {
        JsonNode key = madeKey(", \"service\": \"spent\"");
        SpentBudget.of(application, OWNER, key.get("id").asString(), "Nothing for " + feature);
        OpenAIClient client = client(key.get("secret").asString(), 5);
        long before = SpentBudget.requestsOfOpenAi(application);

        RateLimitException raised = catchThrowableOfType(
                RateLimitException.class, () -> client.chat().completions().create(chat()));

        assertThat(raised)
                .hasMessageContaining("'Nothing for " + feature + "'")
                .hasMessageContaining("It begins anew at ");
        assertThat(SpentBudget.requestsOfOpenAi(application))
                .as("at the provider")
                .isEqualTo(before);
        assertThat(raised.headers().values("x-should-retry")).containsExactly("false");
        assertThat(Long.parseLong(raised.headers().values("retry-after").getFirst()))
                .isPositive();
        assertThat(client(makeKey(", \"service\": \"it\""))
                        .chat()
                        .completions()
                        .create(chat())
                        .choices())
                .as("other keys' calls")
                .hasSize(1);
        assertThat(refusals()).isEqualTo(1);
    }

    /** How many calls of this test's feature were refused by a budget, once it is written. */
    private long refusals() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long counted = 0;
        while (counted == 0 && System.nanoTime() < deadline) {
            String samples = api.json(OWNER, "/api/v1/usage/refused-calls/samples?scope=organization")
                    .toString();
            counted = Pattern.compile("\\{[^{}]*budget_exceeded[^{}]*" + feature + "[^{}]*}|\\{[^{}]*" + feature
                            + "[^{}]*budget_exceeded[^{}]*}")
                    .matcher(samples)
                    .results()
                    .count();
            Thread.sleep(100);
        }
        return counted;
    }

    @Test
    void aKeyThatOpensNothingRaisesTheUsualException() {
        OpenAIClient stranger = client("tt_" + "x".repeat(40));

        assertThatThrownBy(() -> stranger.chat().completions().create(chat()))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("no virtual key");
    }

    @Test
    void aPersonsKeyCallsForNobodyElse() {
        OpenAIClient person = client(makeKey(""));
        ChatCompletionCreateParams forAnother = chat().toBuilder()
                .putAdditionalHeader("X-Tokentally-User", "somebody")
                .build();

        assertThatThrownBy(() -> person.chat().completions().create(forAnother))
                .isInstanceOf(PermissionDeniedException.class);
    }

    @Test
    void aCallerWhoBreaksOffIsCountedAllTheSame() throws InterruptedException {
        try (StreamResponse<ChatCompletionChunk> stream =
                client(makeKey(", \"service\": \"it\"")).chat().completions().createStreaming(chat())) {
            assertThat(stream.stream().findFirst()).isPresent();
        }

        assertThat(recorded().toString()).contains(feature);
    }
}
