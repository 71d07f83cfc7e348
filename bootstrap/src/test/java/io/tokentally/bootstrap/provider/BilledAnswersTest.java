package io.tokentally.bootstrap.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.anthropic.AnthropicProtocol;
import io.tokentally.adapter.openai.usage.OpenAiProtocol;
import io.tokentally.adapter.pricefile.PriceBundleOptions;
import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.adapter.pricefile.PriceFilesConfiguration;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.UpstreamPrices;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What answers cost by the built-in book, each figure worked out by hand from the rates of 2026-08-21 beside it. */
class BilledAnswersTest {

    private static final Instant AUGUST = Instant.parse("2026-08-21T12:00:00Z");

    private static AnnotationConfigApplicationContext context;
    private static PriceBook book;

    @BeforeAll
    static void load() {
        context = new AnnotationConfigApplicationContext();
        context.register(PriceFilesConfiguration.class);
        context.registerBean(Clock.class, Clock::systemUTC);
        context.registerBean(UpstreamPrices.class, () -> UpstreamPrices.OWN_NAMES);
        context.registerBean(PriceFiles.class, () -> new PriceFiles(Path.of("no-upload.json"), null, List.of()));
        context.registerBean(
                PriceBundleOptions.class, () -> new PriceBundleOptions(List.of(), Path.of("no-bundles"), null));
        context.refresh();
        book = context.getBean(ListPrices.class).priceBook();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    /** claude-opus-4-6: 203,000 in at $5 and 4,500 out at $25 a million: 1.015 + 0.1125. */
    @Test
    void compactionIsBilledBesideTheMessage() {
        Cost cost = costOf(new AnthropicProtocol(), "/v1/messages", "{\"model\": \"claude-opus-4-6\"}", """
                {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-opus-4-6",
                 "content": [{"type": "text", "text": "ok"}], "stop_reason": "end_turn",
                 "usage": {"input_tokens": 23000, "output_tokens": 1000, "iterations": [
                   {"type": "compaction", "input_tokens": 180000, "output_tokens": 3500},
                   {"type": "message", "input_tokens": 23000, "output_tokens": 1000}]}}""");

        assertCost(cost, "1.1275");
    }

    /** gpt-5.5: 1,820 in at $5, 210 out at $30; gpt-image-2: 171 in at $5, 7,024 image tokens out at $30 a million. */
    @Test
    void imagesOfAResponseAreBilledAtTheirOwnModelsRates() {
        Cost cost = costOf(new OpenAiProtocol(), "/v1/responses", "{\"model\": \"gpt-5.5\", \"input\": \"x\"}", """
                {"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5.5",
                 "output": [{"type": "image_generation_call", "id": "ig_1", "status": "completed"}],
                 "usage": {"input_tokens": 1820, "output_tokens": 210, "total_tokens": 2030},
                 "tool_usage": {"image_gen": {"input_tokens": 171, "output_tokens": 7024,
                   "output_tokens_details": {"image_tokens": 7024},
                   "input_tokens_details": {"text_tokens": 171, "image_tokens": 0}}, "web_search": {"num_requests": 0}}}""");

        assertCost(cost, "0.226975");
    }

    /** gpt-4o-mini-search-preview: 100 in at $0.15, 50 out at $0.60 a million, and a search at $25 a thousand. */
    @Test
    void aSearchingModelBillsItsSearch() {
        Cost cost = costOf(
                new OpenAiProtocol(), "/v1/chat/completions", "{\"model\": \"gpt-4o-mini-search-preview\"}", """
                {"id": "c", "object": "chat.completion", "model": "gpt-4o-mini-search-preview-2025-03-11",
                 "choices": [{"index": 0, "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}}""");

        assertCost(cost, "0.025045");
    }

    /**
     * claude-haiku-4-5 in a batch, at half its rates: 3,000 in at $0.50 and 300 out at $2.50 a million, 0.00225; claude-opus-4-6, too:
     * 1,000 in at $2.50 and 100 out at $12.50, 0.00375.
     */
    @Test
    void aBatchIsBilledRequestByRequestAtItsOwnRates() {
        AnthropicProtocol protocol = new AnthropicProtocol();
        read(protocol, "GET", "/v1/messages/batches/msgbatch_1", "", """
                {"id": "msgbatch_1", "processing_status": "ended", "ended_at": "2026-08-21T12:00:00Z"}""");

        ProviderResponse results = read(protocol, "GET", "/v1/messages/batches/msgbatch_1/results", "", """
                {"result": {"type": "succeeded", "message": {"model": "claude-haiku-4-5-20251001", "usage": {"input_tokens": 1000, "output_tokens": 100}}}}
                {"result": {"type": "errored"}}
                {"result": {"type": "succeeded", "message": {"model": "claude-opus-4-6", "usage": {"input_tokens": 1000, "output_tokens": 100}}}}
                {"result": {"type": "succeeded", "message": {"model": "claude-haiku-4-5-20251001", "usage": {"input_tokens": 2000, "output_tokens": 200}}}}
                """)
                .ended();

        assertCost(costOf(protocol, results), "0.006");
    }

    /** gpt-4.1-nano, twice: 100 in at $0.10 and 10 out at $0.40 a million, 0.000014; and one container for 20 minutes, 0.03. */
    @Test
    void aContainerInTwoResponsesIsOneSession() {
        OpenAiProtocol protocol = new OpenAiProtocol();
        Map<String, Cost> sessions = new HashMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < 2; i++) {
            ResponseReader reader = read(protocol, "POST", "/v1/responses", "{\"model\": \"gpt-4.1-nano\"}", """
                    {"id": "resp_2", "object": "response", "status": "completed", "model": "gpt-4.1-nano-2025-04-14",
                     "output": [{"type": "code_interpreter_call", "container_id": "cntr_abc", "status": "completed"}],
                     "usage": {"input_tokens": 100, "output_tokens": 10, "total_tokens": 110}}""");
            ProviderResponse response = reader.ended();
            total = total.add(costOf(protocol, response).total().amount());
            reader.sessions()
                    .forEach(session ->
                            sessions.put(session.job().reference(), costOf(protocol, response, session.reading())));
        }

        assertThat(sessions.keySet()).containsExactly("cntr_abc");
        Cost session = sessions.values().iterator().next();
        assertThat(session.status()).isEqualTo(CostStatus.ESTIMATED);
        assertThat(total.add(session.total().amount())).isEqualByComparingTo("0.030028");
    }

    /** One that nothing tells the tokens of leaves the response without a cost, and with its own tokens. */
    @Test
    void anImageWithoutFiguresIsNotLeftOut() {
        Cost cost = costOf(new OpenAiProtocol(), "/v1/responses", "{\"model\": \"gpt-5.5\", \"input\": \"x\"}", """
                {"model": "gpt-5.5", "output": [{"type": "image_generation_call", "status": "completed"}],
                 "usage": {"input_tokens": 1820, "output_tokens": 210}}""");

        assertThat(cost.status()).isEqualTo(CostStatus.UNPRICED);
    }

    private static void assertCost(Cost cost, String dollars) {
        assertThat(cost.status()).isEqualTo(CostStatus.MEASURED);
        assertThat(cost.total().amount()).isEqualByComparingTo(dollars);
    }

    private static Cost costOf(ProviderProtocol protocol, String path, String request, String answer) {
        return costOf(protocol, read(protocol, "POST", path, request, answer).ended());
    }

    private static Cost costOf(ProviderProtocol protocol, ProviderResponse response) {
        return costOf(protocol, response, response.reading());
    }

    private static Cost costOf(ProviderProtocol protocol, ProviderResponse response, UsageReading reading) {
        ModelName model = Objects.requireNonNull(response.servedModel());
        return book.costOf(
                new PriceQuery(protocol.provider(), model, response.serviceTier(), response.region(), AUGUST), reading);
    }

    private static ResponseReader read(
            ProviderProtocol protocol, String method, String path, String request, String answer) {
        MeteredExchange exchange =
                protocol.begin(RequestHead.of(method, path, "localhost")).orElseThrow();
        exchange.prepare("application/json", request.getBytes(StandardCharsets.UTF_8));
        ResponseReader reader = exchange.answer(ResponseHead.of(200, "application/json"));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader;
    }
}
