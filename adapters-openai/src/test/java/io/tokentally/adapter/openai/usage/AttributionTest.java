package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import io.tokentally.application.port.in.usage.UsageContext;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Operation;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttributionTest {

    private static final Attribution ANNA =
            Attribution.of(new OrganizationId("acme"), new UserId("anna"), new Endpoint("summarize_contract"));

    private final RecordedCalls recorded = new RecordedCalls();
    private final MeteredOpenAi metered = recorded.metered();
    private WireServer server;
    private OpenAIClient client;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer().answering(Answer.json(Wire.CHAT));
        client = metered.wrap(server.client());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** The ways to the same call. */
    static Stream<Arguments> ways() {
        return Stream.of(
                way("sync", client -> client.chat().completions().create(Wire.chat())),
                way(
                        "async",
                        client -> client.async()
                                .chat()
                                .completions()
                                .create(Wire.chat())
                                .join()),
                way(
                        "async and back",
                        client -> client.async().sync().chat().completions().create(Wire.chat())),
                way(
                        "options of the client",
                        client -> client.withOptions(options -> options.putHeader("X-A", "b"))
                                .chat()
                                .completions()
                                .create(Wire.chat())),
                way(
                        "options of the async client",
                        client -> client.async()
                                .withOptions(options -> options.maxRetries(1))
                                .chat()
                                .completions()
                                .create(Wire.chat())
                                .join()),
                way(
                        "options of a service",
                        client -> client.chat()
                                .completions()
                                .withOptions(options -> options.maxRetries(1))
                                .create(Wire.chat())),
                way("raw response", AttributionTest::readRaw),
                way("raw response of the client", AttributionTest::readRawOfClient),
                way(
                        "async raw response",
                        client -> read(client.async()
                                .chat()
                                .completions()
                                .withRawResponse()
                                .create(Wire.chat())
                                .join())),
                way("structured output", client -> client.chat().completions().create(structured())));
    }

    private static Arguments way(String name, Consumer<OpenAIClient> call) {
        return Arguments.of(name, call);
    }

    private static void readRaw(OpenAIClient client) {
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(Wire.chat())) {
            read(response);
        }
    }

    private static void readRawOfClient(OpenAIClient client) {
        try (HttpResponseFor<ChatCompletion> response =
                client.withRawResponse().chat().completions().create(Wire.chat())) {
            read(response);
        }
    }

    private static void read(HttpResponseFor<ChatCompletion> response) {
        try (response) {
            assertThat(response.parse().model()).isEqualTo("gpt-4.1-nano-2025-04-14");
        }
    }

    /** An answer of this shape. */
    public static final class Greeting {
        public String word = "";
    }

    private static StructuredChatCompletionCreateParams<Greeting> structured() {
        return Wire.chat().toBuilder().responseFormat(Greeting.class).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void contextOfTheCallersThreadHoldsOnEveryWay(String name, Consumer<OpenAIClient> call) {
        UsageContext.of(ANNA).run(() -> call.accept(client));

        MeteredCall kept = recorded.only(metered);
        assertThat(kept.attribution()).isEqualTo(ANNA);
        assertThat(kept.operation()).isEqualTo(new Operation("chat.completions"));
    }

    @Test
    void contextHoldsForRetriesOnOtherThreads() {
        server.answering(Answer.error(500, "{}"), Answer.error(500, "{}"), Answer.json(Wire.CHAT));
        CompletableFuture<?>[] call = new CompletableFuture<?>[1];

        UsageContext.of(ANNA)
                .run(() -> call[0] = client.async().chat().completions().create(Wire.chat()));
        call[0].join();

        assertThat(recorded.next(3)).extracting(MeteredCall::attribution).containsOnly(ANNA);
    }

    @Test
    void contextIsReadWhenTheCallBeginsAndNotWhenTheServiceIsMade() {
        ChatCompletionServiceAsync[] service = new ChatCompletionServiceAsync[1];
        UsageContext.of(ANNA).run(() -> service[0] = client.async().chat().completions());

        service[0].create(Wire.chat()).join();

        assertThat(recorded.only(metered).attribution().source()).isEqualTo(Attribution.Source.DEFAULT);
    }

    @Test
    void contextIsHandedOverToAnExecutor() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Executor wrapped = UsageContext.wrap((Executor) threads);
            UsageContext.of(ANNA)
                    .run(() -> CompletableFuture.runAsync(
                                    () -> client.chat().completions().create(Wire.chat()), wrapped)
                            .join());
        }

        assertThat(recorded.only(metered).attribution()).isEqualTo(ANNA);
    }

    @Test
    void callThatNobodyClaimsIsVisiblyTheDefaults() {
        client.chat().completions().create(Wire.chat());

        assertThat(recorded.only(metered).attribution())
                .isEqualTo(new Attribution(
                        RecordedCalls.DEFAULT_ORGANIZATION,
                        RecordedCalls.DEFAULT_USER,
                        new Endpoint("chat.completions"),
                        Attribution.Source.DEFAULT));
    }

    @Test
    void otherApisHaveTheirOwnNames() {
        server.answering(Answer.json(Wire.RESPONSE), Answer.json(Wire.EMBEDDINGS));

        client.responses().create(Wire.response());
        client.async().embeddings().create(Wire.embeddings()).join();

        assertThat(recorded.next(2))
                .extracting(call -> call.attribution().endpoint().value())
                .containsExactly("responses", "embeddings");
    }

    @Test
    void asyncClientIsWrappedToo() {
        OpenAIClientAsync async = metered.wrap(server.client().async());

        UsageContext.of(ANNA)
                .run(() -> async.chat().completions().create(Wire.chat()).join());

        assertThat(recorded.only(metered).attribution()).isEqualTo(ANNA);
    }

    @Test
    void clientWrappedTwiceIsMeteredOnce() {
        OpenAIClient again = metered.wrap(client);

        again.chat().completions().create(Wire.chat());

        assertThat(again).isSameAs(client);
        assertThat(recorded.only(metered).outcome().isSuccess()).isTrue();
    }
}
