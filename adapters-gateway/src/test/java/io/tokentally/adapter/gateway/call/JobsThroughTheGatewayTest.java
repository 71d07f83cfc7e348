package io.tokentally.adapter.gateway.call;

import static io.tokentally.adapter.gateway.HttpText.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedUpstream;
import io.tokentally.adapter.gateway.Wire;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work that is billed once and told by many calls, on its way through the gateway. */
class JobsThroughTheGatewayTest {

    private static final String BATCH = "/anthropic/v1/messages/batches/msgbatch_0123456789";
    private static final String ENDED =
            "{\"id\":\"msgbatch_0123456789\",\"processing_status\":\"ended\",\"ended_at\":\"2026-02-28T12:00:00Z\"}";
    private static final BillableJob JOB =
            new BillableJob("msgbatch_0123456789", Instant.parse("2026-02-28T12:00:00Z"));
    private static final String LINE = "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":{"
            + "\"model\":\"claude-haiku-4-5\",\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}}\n";

    private static final String IN_A_CONTAINER =
            "{\"id\":\"resp_1\",\"model\":\"gpt-4.1-nano\",\"output\":[{\"type\":\"code_interpreter_call\","
                    + "\"container_id\":\"cntr_1\"}],\"usage\":{\"input_tokens\":100,\"output_tokens\":10}}";
    private static final String RESPONSE_ASKED = Calls.post(
            "/openai/v1/responses",
            "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n",
            "{\"model\":\"gpt-4.1-nano\",\"input\":\"x\"}");

    @Test
    void resultsOfABatchAreReadWhileTheyPass() throws Exception {
        byte[] lines = LINE.repeat(3_000).getBytes(StandardCharsets.UTF_8);
        try (ScriptedUpstream upstream = batch("", lines);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            MeteredCall ended = fetch(gateway, client, BATCH, ENDED);
            MeteredCall results = fetch(gateway, client, BATCH + "/results", LINE.repeat(3_000));

            assertThat(ended.billedOnce()).isEqualTo(JOB);
            assertThat(ended.reading()).isEqualTo(new UsageReading.Missing());
            assertThat(results.billedOnce()).isEqualTo(JOB);
            assertThat(results.reading().knownQuantities().of(UsageUnit.INPUT_TOKENS))
                    .isEqualTo(30_000);
        }
    }

    @Test
    void compressedResultsAreReadToo() throws Exception {
        byte[] packed = gzip(LINE.repeat(100));
        try (ScriptedUpstream upstream = batch("Content-Encoding: gzip\r\n", packed);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            fetch(gateway, client, BATCH, ENDED);
            MeteredCall results =
                    fetch(gateway, client, BATCH + "/results", new String(packed, StandardCharsets.ISO_8859_1));

            assertThat(results.reading().knownQuantities().of(UsageUnit.INPUT_TOKENS))
                    .isEqualTo(1_000);
        }
    }

    /** The lines that could be read are whole, and are not all of them. */
    @Test
    void resultsWhoseCompressionIsCutShortAreNotAllOfThem() throws Exception {
        byte[] packed = gzip(LINE);
        byte[] cut = Arrays.copyOf(packed, packed.length - 9);
        try (ScriptedUpstream upstream = batch("Content-Encoding: gzip\r\n", cut);
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            fetch(gateway, client, BATCH, ENDED);
            MeteredCall results =
                    fetch(gateway, client, BATCH + "/results", new String(cut, StandardCharsets.ISO_8859_1));

            assertThat(results.billedOnce()).isEqualTo(JOB);
            assertThat(results.reading()).isEqualTo(new UsageReading.Missing());
        }
    }

    @Test
    void resultsThatBreakOffAreToldAsTheBatchsAndNotKnown() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start((wire, all) -> {
                    while (all.receive(wire)) {
                        boolean results =
                                all.request(all.requests() - 1).startLine().contains("/results");
                        wire.send(
                                results
                                        ? "HTTP/1.1 200 OK\r\nContent-Type: application/x-jsonl\r\nContent-Length: 100000\r\n\r\n"
                                                + LINE
                                        : Calls.ok(ENDED));
                        if (results) {
                            return;
                        }
                    }
                });
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            fetch(gateway, client, BATCH, ENDED);
            client.send(get(BATCH + "/results"));
            assertThat(receive(client).whole()).isFalse();
            MeteredCall results = gateway.records().next();

            assertThat(results.billedOnce()).isEqualTo(JOB);
            assertThat(results.reading()).isEqualTo(new UsageReading.Missing());
            assertThat(results.outcome().isSuccess()).isFalse();
        }
    }

    @Test
    void aContainerIsRecordedAheadOfTheResponseThatUsesIt() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(IN_A_CONTAINER));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            client.send(RESPONSE_ASKED);
            assertThat(receive(client).status()).isEqualTo(200);
            MeteredCall session = gateway.records().next();
            MeteredCall call = gateway.records().next();

            assertThat(session.billedOnce()).isEqualTo(BillableJob.undated("cntr_1"));
            assertThat(session.operation()).isEqualTo(new Operation("containers"));
            assertThat(session.attribution()).isEqualTo(call.attribution());
            assertThat(session.servedModel()).isEqualTo(call.servedModel());
            assertThat(session.reading().knownQuantities().of(UsageUnit.CODE_INTERPRETER_SESSIONS))
                    .isEqualTo(1);
            assertThat(call.reading().knownQuantities().of(UsageUnit.CODE_INTERPRETER_SESSIONS))
                    .isZero();
        }
    }

    @Test
    void aResponseWhoseContainerCouldNotBeRecordedIsCutAndRecordedAllTheSame() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(IN_A_CONTAINER));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.records().hold();
            client.send(RESPONSE_ASKED);
            assertThat(gateway.records().next().operation()).isEqualTo(new Operation("containers"));

            gateway.records().lose();
            MeteredCall call = gateway.records().next();
            gateway.records().keep();

            assertThat(call.operation()).isEqualTo(new Operation("responses"));
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /openai/v1/batches|{"input_file_id":"file-1","endpoint":"/v1/responses","completion_window":"24h"}\
            |{"id":"batch_1","object":"batch","status":"validating"}|openai|batch_1
            /openai/v1/batches|{"input_file_id":"file-1"}|{"error":{"message":"no"}}||
            /anthropic/v1/messages/batches|{"requests":[]}\
            |{"id":"msgbatch_1","type":"message_batch","processing_status":"in_progress"}|anthropic|msgbatch_1
            /openai/v1/responses|{"model":"gpt-4.1-nano","input":"x","background":true}\
            |{"id":"resp_1","created_at":1790000000,"background":true,"status":"queued","model":"gpt-4.1-nano"}\
            |openai|resp_1
            /openai/v1/responses|{"model":"gpt-4.1-nano","input":"x"}\
            |{"id":"resp_1","created_at":1790000000,"status":"completed","model":"gpt-4.1-nano",\
            "usage":{"input_tokens":1,"output_tokens":1}}||
            """)
    void whatIsSetAsideIsForTheWorkThatACallBegins(
            String path, String asked, String answer, @Nullable String provider, @Nullable String reference)
            throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.answering(Calls.ok(answer));
                GatewayUnderTest gateway = GatewayUnderTest.before(upstream);
                Wire client = gateway.connect()) {
            gateway.budgets().block();
            client.send(Calls.post(path, "Authorization: Bearer " + KnownKeys.USER_KEY + "\r\n", asked));
            assertThat(receive(client).body()).isEqualTo(answer);

            assertThat(gateway.records().next().provider()).isNotNull();
            assertThat(gateway.budgets().work())
                    .isEqualTo(
                            provider == null || reference == null
                                    ? null
                                    : new WorkAhead(new Provider(provider), reference));
        }
    }

    private static MeteredCall fetch(GatewayUnderTest gateway, Wire client, String path, String expected)
            throws IOException, InterruptedException {
        client.send(get(path));
        assertThat(receive(client).body()).isEqualTo(expected);
        return gateway.records().next();
    }

    private static String get(String path) {
        return "GET %s HTTP/1.1\r\nHost: gateway\r\nx-api-key: %s\r\nAccept-Encoding: gzip\r\n\r\n"
                .formatted(path, KnownKeys.USER_KEY);
    }

    private static ScriptedUpstream batch(String headers, byte[] results) {
        return ScriptedUpstream.start((wire, all) -> {
            while (all.receive(wire)) {
                if (all.request(all.requests() - 1).startLine().contains("/results")) {
                    wire.send("HTTP/1.1 200 OK\r\nContent-Type: application/x-jsonl\r\n%sContent-Length: %d\r\n\r\n"
                            .formatted(headers, results.length));
                    wire.send(results);
                } else {
                    wire.send(Calls.ok(ENDED));
                }
            }
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
