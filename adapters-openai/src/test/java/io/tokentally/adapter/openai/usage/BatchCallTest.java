package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.EMBEDDING_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.REASONING_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCallTest {

    private static final String USAGE = """
            "usage": {"input_tokens": 10, "output_tokens": 20, "output_tokens_details": {"reasoning_tokens": 5}}""";

    @ParameterizedTest
    @CsvSource({"completed, completed_at", "failed, failed_at", "expired, expired_at", "cancelled, cancelled_at"})
    void aBatchThatIsOverIsBilledOnceAsOfItsEnd(String status, String end) {
        ProviderResponse answer = read("""
                {"id": "batch_1", "object": "batch", "endpoint": "/v1/responses", "status": "%s", "%s": 1790000000,
                 "model": "gpt-5-2025-08-07", "completion_window": "24h", %s}""".formatted(status, end, USAGE));

        assertThat(answer)
                .isEqualTo(new ProviderResponse(
                        new ModelName("gpt-5-2025-08-07"),
                        ServiceTier.BATCH,
                        null,
                        new UsageReading.Reported(
                                new Quantities(Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 15L, REASONING_TOKENS, 5L))),
                        new Outcome.Success(),
                        new BillableJob("batch_1", Instant.ofEpochSecond(1_790_000_000)),
                        false));
    }

    @Test
    void aBatchThatIsNotOverIsNotBilledYet() {
        ProviderResponse answer = read("""
                {"id": "batch_1", "status": "in_progress", "completed_at": null, "created_at": 1790000000, %s}""".formatted(USAGE));

        assertThat(answer.billedOnce()).isNull();
        assertThat(answer.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(answer.isFree()).isTrue();
        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
    }

    @Test
    void aBatchWithoutUsageIsUnknownAndNotFree() {
        ProviderResponse answer = read("{\"id\": \"batch_1\", \"completed_at\": 1790000000}");

        assertThat(answer.billedOnce()).isNotNull();
        assertThat(answer.reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void embeddingsInABatchAreEmbeddings() {
        ProviderResponse answer = read("""
                {"id": "batch_1", "endpoint": "/v1/embeddings", "completed_at": 1790000000,
                 "usage": {"input_tokens": 10, "output_tokens": 0, "total_tokens": 10}}""");

        assertThat(answer.reading())
                .isEqualTo(new UsageReading.Reported(new Quantities(Map.of(EMBEDDING_INPUT_TOKENS, 10L))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e300", "\"soon\"", "253402300800000", "12"})
    void anEndThatCannotBeIsNone(String end) {
        assertThat(read("{\"id\": \"batch_1\", \"completed_at\": %s, %s}".formatted(end, USAGE)))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(null, new UsageReading.NotBilled());
    }

    @Test
    void anAnswerThatBreaksOffOrNeverComesBillsNothing() {
        ResponseReader reader = exchange().answer(ResponseHead.of(200, "application/json"));
        byte[] half =
                "{\"id\": \"batch_1\", \"completed_at\": 1790000000, \"usage\": {".getBytes(StandardCharsets.UTF_8);
        reader.arrived(half, 0, half.length, VisibleBytes.NOBODY);

        assertThat(reader.broken(Failure.Kind.STREAM_INTERRUPTED))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(null, new UsageReading.NotBilled());
        assertThat(exchange().unanswered(Failure.Kind.TIMEOUT, true).reading()).isEqualTo(new UsageReading.NotBilled());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/batches/batch_1, batches",
        "POST, /v1/batches/batch_1/cancel, batches.cancel",
        "GET, /v1/batches,",
        "POST, /v1/batches,",
        "POST, /v1/batches/batch_1,",
        "DELETE, /v1/batches/batch_1,",
        "GET, /v1/batches/batch_1/other,",
    })
    void onlyWhatAnswersWithOneBatchCounts(String method, String path, String endpoint) {
        assertThat(new OpenAiProtocol()
                        .begin(RequestHead.of(method, path, "api.openai.com"))
                        .map(exchange -> exchange.operation().value())
                        .orElse(null))
                .isEqualTo(endpoint);
    }

    private static ProviderResponse read(String batch) {
        return BackgroundResponseTest.answer(exchange(), batch);
    }

    private static MeteredExchange exchange() {
        MeteredExchange exchange = new OpenAiProtocol()
                .begin(RequestHead.of("GET", "/v1/batches/batch_1", "api.openai.com"))
                .orElseThrow();
        exchange.prepare(null, new byte[0]);
        return exchange;
    }
}
