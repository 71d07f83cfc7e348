package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundResponseTest {

    private static final String USAGE = "{\"input_tokens\": 10, \"output_tokens\": 20}";
    private static final UsageReading USED =
            new UsageReading.Reported(new Quantities(Map.of(INPUT_TOKENS, 10L, OUTPUT_TOKENS, 20L)));
    private static final BillableJob WORK = new BillableJob("resp_1", Instant.ofEpochSecond(1_790_000_000));

    @ParameterizedTest
    @ValueSource(strings = {"queued", "in_progress"})
    void whileItIsMadeNothingIsBilled(String status) {
        String response = response(true, status, "null");

        assertThat(answer(made(false), response))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(null, new UsageReading.NotBilled(), true);
        assertThat(answer(fetched(), response))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(null, new UsageReading.NotBilled(), true);
    }

    @Test
    void whatIsStillMadeIsToldByTheReferenceThatItWillBeBilledBy() {
        String underWay = event("response.created", response(true, "in_progress", "null"));

        assertThat(begun(made(false), "application/json", response(true, "queued", "null")))
                .isEqualTo(WORK.reference());
        assertThat(begun(made(true), "text/event-stream", underWay)).isEqualTo(WORK.reference());
        assertThat(begun(made(true), "application/json", underWay))
                .as("a stream that calls itself JSON")
                .isEqualTo(WORK.reference());
        assertThat(begun(made(true), "application/json", response(true, "queued", "null")))
                .as("no stream, though one was asked for")
                .isEqualTo(WORK.reference());
        assertThat(begun(
                        made(true),
                        "text/event-stream",
                        underWay + event("response.completed", response(true, "completed", USAGE))))
                .as("billed by now")
                .isNull();
        assertThat(begun(made(false), "application/json", response(false, "completed", USAGE)))
                .isNull();
    }

    private static @Nullable String begun(MeteredExchange exchange, String type, String body) {
        ResponseReader reader = exchange.answer(ResponseHead.of(200, type));
        feed(reader, body);
        assertThat(reader.ended()).isNotNull();
        return reader.begun();
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "incomplete", "cancelled", "failed"})
    void whoeverFetchesItAsAWholeTellsOfTheSameWork(String status) {
        ProviderResponse answer = answer(fetched(), response(true, status, USAGE));

        assertThat(answer.billedOnce()).isEqualTo(WORK);
        assertThat(answer.isFree()).isFalse();
        assertThat(answer.reading()).isEqualTo(USED);
        assertThat(answer.servedModel()).isEqualTo(new ModelName("gpt-5-2025-08-07"));
        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
    }

    @Test
    void theStreamThatMakesItTellsOfTheSameWorkAsTheOneThatFetchesIt() {
        String events = event("response.created", response(true, "queued", "null"))
                + event("response.completed", response(true, "completed", USAGE));

        assertThat(stream(made(true), events))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(WORK, USED);
        assertThat(stream(fetched(), events))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(WORK, USED);
    }

    @Test
    void aStreamThatBreaksOffBillsNothingForItGoesOn() {
        ResponseReader reader = made(true).answer(ResponseHead.of(200, "text/event-stream"));
        feed(reader, event("response.created", response(true, "in_progress", "null")));

        assertThat(reader.broken(Failure.Kind.STREAM_INTERRUPTED))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(null, new UsageReading.NotBilled());
    }

    @Test
    void oneThatEndsWithoutUsageIsUnknownAndNotFree() {
        String events = event("response.created", response(true, "in_progress", "null"))
                + event("response.incomplete", response(true, "incomplete", "null"));

        assertThat(stream(fetched(), events))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(WORK, new UsageReading.Missing());
    }

    @Test
    void whatWasNotMadeInTheBackgroundWasBilledWhenItWasMade() {
        String response = response(false, "completed", USAGE);

        assertThat(answer(fetched(), response).reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(answer(made(false), response))
                .extracting(ProviderResponse::billedOnce, ProviderResponse::reading)
                .containsExactly(null, USED);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses/resp_1, responses.retrieve",
        "POST, /v1/responses/resp_1/cancel, responses.cancel",
        "GET, /v1/responses,",
        "GET, /v1/responses/resp_1/input_items,",
        "POST, /v1/responses/resp_1,",
        "DELETE, /v1/responses/resp_1,",
    })
    void onlyWhatAnswersWithOneResponseCounts(String method, String path, String endpoint) {
        assertThat(new OpenAiProtocol()
                        .begin(RequestHead.of(method, path, "api.openai.com"))
                        .map(exchange -> exchange.operation().value())
                        .orElse(null))
                .isEqualTo(endpoint);
    }

    private static String response(boolean background, String status, String usage) {
        return """
                {"id": "resp_1", "object": "response", "created_at": 1790000000, "background": %s, "status": "%s",
                 "model": "gpt-5-2025-08-07", "output": [], "usage": %s}""".formatted(background, status, usage);
    }

    private static String event(String type, String response) {
        return "data: {\"type\": \"%s\", \"response\": %s}\n\n".formatted(type, response.replace("\n", ""));
    }

    private static MeteredExchange made(boolean streamed) {
        MeteredExchange exchange = begin("POST", "/v1/responses");
        byte[] body = "{\"model\": \"gpt-5\", \"input\": \"Hi\", \"background\": true, \"stream\": %s}"
                .formatted(streamed)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(exchange.prepare("application/json", body).streamed()).isEqualTo(streamed);
        return exchange;
    }

    private static MeteredExchange fetched() {
        MeteredExchange exchange = begin("GET", "/v1/responses/resp_1");
        exchange.prepare(null, new byte[0]);
        return exchange;
    }

    private static MeteredExchange begin(String method, String path) {
        return new OpenAiProtocol()
                .begin(RequestHead.of(method, path, "api.openai.com"))
                .orElseThrow();
    }

    static ProviderResponse answer(MeteredExchange exchange, String body) {
        ResponseReader reader = exchange.answer(ResponseHead.of(200, "application/json"));
        feed(reader, body);
        assertThat(reader.hasUsage()).isTrue();
        return reader.ended();
    }

    private static ProviderResponse stream(MeteredExchange exchange, String events) {
        ResponseReader reader = exchange.answer(ResponseHead.of(200, "text/event-stream"));
        feed(reader, events);
        return reader.ended();
    }

    private static void feed(ResponseReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
    }
}
