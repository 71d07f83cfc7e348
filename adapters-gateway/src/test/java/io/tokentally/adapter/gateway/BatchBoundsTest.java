package io.tokentally.adapter.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.key.KeyHolder;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What budgets are told of a batch before it goes out. */
class BatchBoundsTest {

    private static final String MESSAGES = "/anthropic/v1/messages/batches";
    private static final String RESTRICTED = "tt_" + "R".repeat(40);
    private static final String OPUS =
            "{\"model\":\"claude-opus-4-8\",\"max_tokens\":300,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String HAIKU = OPUS.replace("opus-4-8", "haiku-4-5");
    private static final String BATCH = "{\"requests\":[{\"custom_id\":\"a\",\"params\":" + OPUS
            + "},{\"custom_id\":\"b\",\"params\":" + HAIKU + "},{\"custom_id\":\"c\",\"params\":" + OPUS + "}]}";
    private static final String MADE = "{\"id\":\"msgbatch_0123456789\",\"type\":\"message_batch\"}";

    private static BatchedRequests requests(
            String model, long number, String longest, long input, long output, @Nullable Region region) {
        return new BatchedRequests(
                new ModelName(model),
                number,
                longest.length(),
                new RequestBounds(input, output, number, Set.of(), Set.of(ServiceTier.BATCH), region));
    }

    private static String post(String path, String key, String body) {
        return Calls.post(path, "x-api-key: " + key + "\r\n", body);
    }

    private static RequestBounds bounds(GatewayUnderTest gateway) {
        return gateway.budgets().asked().getLast().bounds();
    }

    private static HttpText answer(Wire client) throws Exception {
        return requireNonNull(client.receive());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tt_uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu", "tt_RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR"})
    void aBatchOfMessagesIsBoundedByItsOwnBody(String key) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(MADE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.keys()
                    .give(
                            RESTRICTED,
                            new VirtualKeyId(new UUID(2, 1)),
                            KeyHolder.user(new UserId("ada")),
                            KeyPolicy.STANDARD);
            gateway.budgets().block();
            client.send(post(MESSAGES, key, BATCH));
            assertThat(answer(client).body()).isEqualTo(MADE);

            Region us = new Region("us");
            assertThat(bounds(gateway).batch())
                    .isEqualTo(new BatchContents(List.of(
                            requests("claude-opus-4-8", 2, OPUS, 2L * OPUS.length(), 600, us),
                            requests("claude-haiku-4-5", 1, HAIKU, HAIKU.length(), 300, us))));
            assertThat(upstream.request(0).body()).isEqualTo(BATCH);
            assertThat(gateway.records().next().provider()).isEqualTo(Provider.ANTHROPIC);
            assertThat(gateway.budgets().work()).isEqualTo(new WorkAhead(Provider.ANTHROPIC, "msgbatch_0123456789"));
        }
    }

    @Test
    void aBatchThatBudgetsDoNotLetOutIsRefusedBeforeItIsSent() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(MADE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().refuse(ScriptedBudgets.spent(null));
            client.send(post(MESSAGES, KnownKeys.USER_KEY, BATCH));

            assertThat(answer(client).status()).isEqualTo(429);
            assertThat(bounds(gateway).batch()).isNotNull();
            assertThat(upstream.requests()).isZero();
        }
    }

    /** It goes out as it comes, and is what the budget says of what has no bound. */
    @Test
    void aBatchThatIsTooLargeToBeKeptPassesUnread() throws Exception {
        Limits usual = Limits.DEFAULT;
        Limits small = new Limits(
                usual.connections(),
                usual.upstreamConnections(),
                usual.initialLineBytes(),
                usual.headerBytes(),
                BATCH.length() - 1,
                usual.bufferedBytes(),
                usual.otherBodyBytes(),
                usual.concurrentCalls(),
                usual.requestsPerMinute(),
                usual.drains(),
                usual.drainBytes());
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(MADE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream, small);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            client.send(post(MESSAGES, KnownKeys.USER_KEY, BATCH));

            assertThat(answer(client).status()).isEqualTo(200);
            assertThat(bounds(gateway)).isEqualTo(RequestBounds.unbounded(Unbounded.BATCH));
            assertThat(upstream.request(0).body()).isEqualTo(BATCH);
        }
    }

    @Test
    void aBatchThatDoesNotSayHowLargeItIsPassesUnread() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(MADE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            client.send(
                    "POST %s HTTP/1.1\r\nHost: gateway\r\nx-api-key: %s\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                            .formatted(MESSAGES, KnownKeys.USER_KEY, BATCH.length(), BATCH));

            assertThat(answer(client).status()).isEqualTo(200);
            assertThat(bounds(gateway)).isEqualTo(RequestBounds.unbounded(Unbounded.BATCH));
        }
    }

    @Test
    void whereNoBudgetBlocksABatchIsNotKept() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(MADE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(post(MESSAGES, KnownKeys.USER_KEY, BATCH));

            assertThat(answer(client).status()).isEqualTo(200);
            assertThat(gateway.budgets().asked()).isEmpty();
        }
    }

    private static final String FORM = "multipart/form-data; boundary=b7";
    private static final String NANO =
            "{\"model\":\"gpt-4.1-nano\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":300}";
    private static final String MINI = "{\"model\":\"gpt-5-mini\",\"input\":\"Hi\",\"max_output_tokens\":7}";
    private static final String LINES =
            line("/v1/chat/completions", NANO) + line("/v1/responses", MINI) + line("/v1/chat/completions", NANO);
    private static final BatchContents CONTENTS = new BatchContents(List.of(
            requests("gpt-4.1-nano", 2, NANO, 2L * NANO.length(), 600, null),
            requests("gpt-5-mini", 1, MINI, MINI.length(), 7, null)));
    private static final String FILE = "{\"id\":\"file-0123456789\",\"object\":\"file\",\"purpose\":\"batch\"}";

    private static String line(String url, String body) {
        return "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"%s\",\"body\":%s}\n".formatted(url, body);
    }

    private static String form(String lines) {
        return "--b7\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                + "--b7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + lines + "\r\n--b7--\r\n";
    }

    private static String upload(String key, String headers, String body) {
        return "POST /openai/v1/files HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer %s\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(key, headers, FORM, body.length(), body);
    }

    private static HttpText uploaded(GatewayUnderTest gateway, Wire client, String request) throws Exception {
        client.send(request);
        HttpText answer = answer(client);
        gateway.records().next();
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tt_uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu", "tt_RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR"})
    void aFileForABatchIsReadAsItPassesAndKnownByItsName(String key) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(FILE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.keys()
                    .give(
                            RESTRICTED,
                            new VirtualKeyId(new UUID(2, 1)),
                            KeyHolder.user(new UserId("ada")),
                            KeyPolicy.STANDARD);
            gateway.budgets().block();

            assertThat(uploaded(gateway, client, upload(key, "", form(LINES))).body())
                    .isEqualTo(FILE);

            assertThat(gateway.budgets().files()).isEqualTo(Map.of("acme openai file-0123456789", CONTENTS));
            assertThat(upstream.request(0).body()).isEqualTo(form(LINES));
        }
    }

    /** Piece by piece, and larger than what is read at once: no byte waits for another. */
    @Test
    void aLargeFilePassesAsItCame() throws Exception {
        String lines = LINES.repeat(2_000);
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(FILE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            uploaded(gateway, client, upload(KnownKeys.USER_KEY, "", form(lines)));

            assertThat(requireNonNull(gateway.budgets().files().get("acme openai file-0123456789"))
                            .requests())
                    .extracting(BatchedRequests::number)
                    .containsExactly(4_000L, 2_000L);
            assertThat(upstream.request(0).body()).isEqualTo(form(lines));
        }
    }

    @Test
    void aFileOfAnotherOrganizationIsKnownAsItsOwn() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(FILE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            uploaded(gateway, client, upload(KnownKeys.OTHERS_KEY, "", form(LINES)));

            assertThat(gateway.budgets().files()).containsOnlyKeys("globex openai file-0123456789");
        }
    }

    @Test
    void nothingIsKnownOfWhatCannotBeReadOrWasNotTaken() throws Exception {
        String refused = "{\"error\":{\"message\":\"no\"},\"id\":\"file-0123456789\"}";
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    while (all.receive(wire)) {
                        boolean isLast = all.requests() == 3;
                        wire.send(
                                isLast
                                        ? "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                                                .formatted(refused.length(), refused)
                                        : Calls.ok(FILE));
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            uploaded(gateway, client, upload(KnownKeys.USER_KEY, "", form(LINES + "{\"method\":\"POST\"}")));
            uploaded(gateway, client, upload(KnownKeys.USER_KEY, "Content-Encoding: gzip\r\n", form(LINES)));
            assertThat(uploaded(gateway, client, upload(KnownKeys.USER_KEY, "", form(LINES)))
                            .status())
                    .isEqualTo(400);

            assertThat(gateway.budgets().files()).isEmpty();
        }
    }

    @Test
    void whereNoBudgetBlocksFilesAreNotRead() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(FILE));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            uploaded(gateway, client, upload(KnownKeys.USER_KEY, "", form(LINES)));

            assertThat(gateway.budgets().files()).isEmpty();
        }
    }

    @Test
    void aBatchNamesItsFileToTheBudgets() throws Exception {
        String batch =
                "{\"input_file_id\":\"file-0123456789\",\"endpoint\":\"/v1/responses\",\"completion_window\":\"24h\"}";
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok("{\"id\":\"batch_1\"}"));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            client.send(post("/openai/v1/batches", KnownKeys.USER_KEY, batch)
                    .replace("x-api-key: ", "Authorization: Bearer "));
            assertThat(answer(client).status()).isEqualTo(200);

            assertThat(bounds(gateway)).isEqualTo(RequestBounds.ofBatch(new BatchFile("file-0123456789")));
            assertThat(upstream.request(0).body()).isEqualTo(batch);
        }
    }
}
