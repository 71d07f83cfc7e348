package io.tokentally.adapter.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * No bytes whatever, as a message with iterations and fallbacks or as a batch's results, make reading throw, report what does not add
 * up, or bill a file that was not read to its end. With {@code JAZZER_FUZZ=1} the fuzzer looks for such bytes, from those under
 * {@code AnthropicFuzzTestInputs} on; otherwise it tries these, and mutants of answers with a fixed seed.
 */
class AnthropicFuzzTest {

    private static final int MUTANTS = 2_000;
    private static final String RESULTS = "/v1/messages/batches/msgbatch_0123456789/results";
    private static final String MESSAGE = """
            {"type":"message","model":"claude-opus-5-5","content":[{"type":"text","text":"a"},\
            {"type":"fallback","to":{"model":"claude-haiku-5-5"}},{"type":"text","text":"b"}],"stop_reason":"end_turn",\
            "usage":{"input_tokens":30,"output_tokens":3,"cache_read_input_tokens":4,"cache_creation_input_tokens":5,\
            "cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":3},"speed":"fast",\
            "fallback_credit":{"status":"redeemed"},"iterations":[{"type":"compaction","input_tokens":90,"output_tokens":9},\
            {"type":"message","model":"claude-opus-5-5","input_tokens":8,"output_tokens":2},\
            {"type":"advisor_message","model":"claude-fable-5","input_tokens":70,"output_tokens":7},\
            {"type":"fallback_message","model":"claude-haiku-5-5","input_tokens":30,"output_tokens":3}]}}""";
    private static final String LINES = "{\"custom_id\":\"a\",\"result\":{\"type\":\"succeeded\",\"message\":" + MESSAGE
            + "}}\n{\"custom_id\":\"b\",\"result\":{\"type\":\"expired\"}}\n";
    private static final String BATCH = """
            {"requests":[{"custom_id":"a","params":{"model":"claude-opus-5-5","max_tokens":10,"messages":[{"role":"user",\
            "content":"{\\"Hi\\""}]}},{"custom_id":"b","params":{"model":"claude-haiku-5-5","max_tokens":20,\
            "system":[{"type":"text","text":"]"}],"messages":[{"role":"user","content":[{"type":"image"}]}]}}]}""";
    private static final String STREAM = """
            data: {"type":"message_start","message":%s}

            data: {"type":"content_block_start","content_block":{"type":"fallback","to":{"model":"claude-haiku-5-5"}}}

            data: {"type":"message_delta","delta":{"stop_reason":"refusal"},"usage":{"output_tokens":3,"iterations":[]}}

            data: {"type":"message_stop"}

            """.formatted(MESSAGE);

    @FuzzTest(maxDuration = "2m")
    void anyBytesAreRead(FuzzedDataProvider data) {
        int pieceSize = data.consumeInt(1, 500);
        readEveryWay(data.consumeRemainingAsBytes(), pieceSize);
    }

    /** Nobody need refuse or let pass what cannot be told: of what is told, there is each request of the batch. */
    @FuzzTest(maxDuration = "2m")
    void anyBatchIsBoundedWholeOrNotAtAll(byte[] body) throws IOException {
        RequestBounds bounds = new AnthropicProtocol().boundsOfUnmetered("POST", "/v1/messages/batches", body);

        assertThat(bounds.makesBatch()).isTrue();
        if (bounds.batch() instanceof BatchContents contents) {
            long number = contents.requests().stream()
                    .mapToLong(BatchedRequests::number)
                    .sum();
            JsonNode all = new JsonMapper().readTree(body).path("requests");
            assertThat(number).isPositive();
            if (all.isArray() && all.valueStream().allMatch(JsonNode::isObject)) {
                assertThat(number).isEqualTo(all.size());
            }
        }
    }

    @Test
    void mutantsOfBatchesAreBoundedWholeOrNotAtAll() throws IOException {
        Random random = new Random(20261201);
        for (int i = 0; i < MUTANTS; i++) {
            anyBatchIsBoundedWholeOrNotAtAll(mutant(BATCH, random));
        }
    }

    @Test
    void mutantsOfAnswersAreRead() {
        List<String> seeds = List.of(MESSAGE, LINES, STREAM);
        Random random = new Random(20261128);
        for (int i = 0; i < MUTANTS; i++) {
            readEveryWay(mutant(seeds.get(i % seeds.size()), random), 1 + random.nextInt(300));
        }
    }

    @Test
    void seedsAreUnderstood() {
        assertThat(read("POST", "/v1/messages", "application/json", bytes(MESSAGE), 7)
                        .reading()
                        .parts())
                .extracting(UsagePart::kind)
                .containsExactly("message", "compaction", "message", "advisor_message");
        assertThat(read("GET", RESULTS, "application/x-jsonl", bytes(LINES), 7).reading())
                .isInstanceOf(UsageReading.Estimated.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutant(String seed, Random random) {
        byte[] mutant = bytes(seed);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] = (byte) random.nextInt();
                case 1 -> mutant[at] = (byte) "{}[]\":,-0123456789.eE\n\r ".charAt(random.nextInt(24));
                case 2 -> {
                    int length = Math.min(random.nextInt(40), mutant.length - at);
                    System.arraycopy(mutant, random.nextInt(mutant.length - length + 1), mutant, at, length);
                }
                default -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
            }
        }
        return mutant;
    }

    private static void readEveryWay(byte[] bytes, int pieceSize) {
        requirePlausible(read("POST", "/v1/messages", "application/json", bytes, pieceSize));
        requirePlausible(read("POST", "/v1/messages", "text/event-stream", bytes, pieceSize));
        requirePlausible(read("GET", RESULTS, "application/x-jsonl", bytes, pieceSize));
        ResponseReader cut = begin("GET", RESULTS, "application/x-jsonl");
        cut.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        ProviderResponse answer = cut.broken(Failure.Kind.STREAM_INTERRUPTED);
        assertThat(answer.reading()).isInstanceOfAny(UsageReading.Missing.class, UsageReading.Invalid.class);
        assertThat(answer.billedOnce()).isNotNull();
    }

    private static void requirePlausible(ProviderResponse answer) {
        UsageReading reading = answer.reading();
        assertThat(reading.parts()).hasSizeLessThanOrEqualTo(UsagePart.MAX_PARTS);
        if (!reading.parts().isEmpty()) {
            assertThat(UsagePart.sumOf(reading.parts())).isEqualTo(reading.knownQuantities());
        }
    }

    private static ProviderResponse read(String method, String path, String type, byte[] bytes, int pieceSize) {
        ResponseReader reader = begin(method, path, type);
        for (int at = 0; at < bytes.length; at += pieceSize) {
            reader.arrived(bytes, at, Math.min(pieceSize, bytes.length - at), VisibleBytes.NOBODY);
        }
        return reader.ended();
    }

    private static ResponseReader begin(String method, String path, String type) {
        AnthropicProtocol protocol = new AnthropicProtocol();
        retrieved(protocol);
        MeteredExchange exchange =
                protocol.begin(RequestHead.of(method, path, "localhost")).orElseThrow();
        exchange.prepare("application/json", bytes("{\"stream\":true}"));
        return exchange.answer(ResponseHead.of(200, type));
    }

    private static void retrieved(AnthropicProtocol protocol) {
        byte[] batch = bytes("""
                {"id":"msgbatch_0123456789","processing_status":"ended","ended_at":"2026-11-20T18:37:24Z"}""");
        ResponseReader reader = protocol.begin(
                        RequestHead.of("GET", "/v1/messages/batches/msgbatch_0123456789", "localhost"))
                .orElseThrow()
                .answer(ResponseHead.of(200, "application/json"));
        reader.arrived(batch, 0, batch.length, VisibleBytes.NOBODY);
        assertThat(reader.ended().billedOnce()).isNotNull();
    }
}
