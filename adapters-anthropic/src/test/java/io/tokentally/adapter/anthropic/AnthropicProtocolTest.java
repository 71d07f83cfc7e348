package io.tokentally.adapter.anthropic;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_1H_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.REASONING_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static io.tokentally.tck.provider.RecordedCall.answer;
import static io.tokentally.tck.provider.RecordedCall.plain;
import static io.tokentally.tck.provider.RecordedCall.refused;
import static io.tokentally.tck.provider.RecordedCall.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.tck.provider.ProviderProtocolContract;
import io.tokentally.tck.provider.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnthropicProtocolTest extends ProviderProtocolContract {

    private static final String MESSAGES = "/v1/messages";
    private static final String MODEL = "claude-sonnet-4-5-20250929";
    private static final String REQUEST = """
            {"model": "claude-sonnet-4-5", "max_tokens": 100, "stream": true,
             "messages": [{"role": "user", "content": "confidential"}]}""";

    private static final String MESSAGE = """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
             "content": [{"type": "text", "text": "confidential"}], "stop_reason": "end_turn", "stop_sequence": null,
             "usage": {"input_tokens": 20, "cache_creation_input_tokens": 248,
               "cache_creation": {"ephemeral_5m_input_tokens": 148, "ephemeral_1h_input_tokens": 100},
               "cache_read_input_tokens": 1800, "output_tokens": 503,
               "output_tokens_details": {"thinking_tokens": 203}, "server_tool_use": {"web_search_requests": 2},
               "service_tier": "priority", "inference_geo": "us"}}""";

    private static final String START = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],\
            "model":"claude-sonnet-4-5-20250929","stop_reason":null,"usage":{"input_tokens":25,\
            "cache_creation_input_tokens":7,"cache_read_input_tokens":40,"output_tokens":1,"service_tier":"standard",\
            "inference_geo":"not_available"}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: ping
            data: {"type":"ping"}

            """;
    private static final String TEXT = """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"confidential words"}}

            """;
    private static final String THINKING = """
            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"thinking","thinking":""}}

            """;
    private static final String END = """
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":125,\
            "output_tokens":15,"server_tool_use":{"web_search_requests":1}}}

            event: message_stop
            data: {"type":"message_stop"}

            """;
    private static final String ERROR = """
            event: error
            data: {"type":"error","error":{"type":"overloaded_error","message":"confidential"}}

            """;

    @Override
    protected ProviderProtocol protocol() {
        return new AnthropicProtocol();
    }

    @Override
    protected Optional<String> withOutputLimit(RecordedCall call, long tokens) {
        String limited = call.request().replace("\"max_tokens\": 100", "\"max_tokens\": " + tokens);
        return limited.equals(call.request()) ? Optional.empty() : Optional.of(limited);
    }

    @Override
    protected List<RecordedCall> calls() {
        return List.of(
                plain(
                        "message with both cache writes",
                        MESSAGES,
                        REQUEST,
                        MESSAGE,
                        answer(
                                MODEL,
                                ServiceTier.PRIORITY,
                                "us",
                                Map.of(
                                        INPUT_TOKENS, 20L,
                                        CACHED_INPUT_TOKENS, 1800L,
                                        CACHE_WRITE_TOKENS, 148L,
                                        CACHE_WRITE_1H_TOKENS, 100L,
                                        OUTPUT_TOKENS, 300L,
                                        REASONING_TOKENS, 203L,
                                        WEB_SEARCHES, 2L))),
                plain(
                        "fast message",
                        MESSAGES,
                        REQUEST,
                        MESSAGE.replace("\"service_tier\": \"priority\"", "\"speed\": \"fast\""),
                        answer(
                                MODEL,
                                new ServiceTier("fast"),
                                "us",
                                Map.of(
                                        INPUT_TOKENS, 20L,
                                        CACHED_INPUT_TOKENS, 1800L,
                                        CACHE_WRITE_TOKENS, 148L,
                                        CACHE_WRITE_1H_TOKENS, 100L,
                                        OUTPUT_TOKENS, 300L,
                                        REASONING_TOKENS, 203L,
                                        WEB_SEARCHES, 2L))),
                streamed(
                        "stream",
                        MESSAGES,
                        REQUEST,
                        START + TEXT.repeat(9) + END,
                        answer(
                                MODEL,
                                ServiceTier.STANDARD,
                                null,
                                Map.of(
                                        INPUT_TOKENS, 125L,
                                        CACHED_INPUT_TOKENS, 40L,
                                        CACHE_WRITE_TOKENS, 7L,
                                        OUTPUT_TOKENS, 15L,
                                        WEB_SEARCHES, 1L))),
                streamed(
                        "error in a stream",
                        MESSAGES,
                        REQUEST,
                        START + ERROR,
                        new ProviderResponse(
                                new ModelName(MODEL),
                                ServiceTier.STANDARD,
                                null,
                                new UsageReading.Missing(),
                                new Failure(Failure.Kind.PROVIDER_ERROR, 200, "overloaded_error", null))),
                plain(
                        "counting of tokens",
                        "/v1/messages/count_tokens",
                        REQUEST,
                        "{\"input_tokens\": 2095}",
                        new ProviderResponse(
                                null,
                                ServiceTier.STANDARD,
                                null,
                                new UsageReading.NotBilled(),
                                new Outcome.Success(),
                                null,
                                true)),
                refused("rate limit", MESSAGES, 429, """
                        {"type": "error", "error": {"type": "rate_limit_error", "message": "confidential"},
                         "request_id": "req_1"}""", "rate_limit_error", null));
    }

    @Test
    void streamThatBreaksOffHasItsInputAsReportedAndItsOutputCounted() {
        assertThat(broken(START + TEXT.repeat(10)).reading())
                .isInstanceOfSatisfying(UsageReading.Estimated.class, estimated -> {
                    Quantities quantities = estimated.quantities();
                    assertThat(quantities.of(INPUT_TOKENS)).isEqualTo(25);
                    assertThat(quantities.of(CACHED_INPUT_TOKENS)).isEqualTo(40);
                    assertThat(quantities.of(CACHE_WRITE_TOKENS)).isEqualTo(7);
                    assertThat(quantities.of(OUTPUT_TOKENS)).isBetween(15L, 30L);
                });
    }

    @Test
    void thinkingThatNobodyCanCountIsNotLeftOut() {
        assertThat(broken(START + THINKING + TEXT).reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void cacheWritesBeyondTheirTotalAreNotBelieved() {
        String contradictory =
                MESSAGE.replace("\"ephemeral_5m_input_tokens\": 148", "\"ephemeral_5m_input_tokens\": 149");

        assertThat(read(contradictory)).isEqualTo(new UsageReading.Invalid());
    }

    @Test
    void cacheWritesWithoutALengthAreShort() {
        String without = MESSAGE.replaceAll("\"cache_creation\": \\{[^}]*},", "");

        assertThat(read(without).knownQuantities().of(CACHE_WRITE_TOKENS)).isEqualTo(248);
    }

    private UsageReading read(String message) {
        ResponseReader reader = exchange().answer(ResponseHead.of(200, "application/json"));
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader.ended().reading();
    }

    private ProviderResponse broken(String stream) {
        ResponseReader reader = exchange().answer(ResponseHead.of(200, "text/event-stream"));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader.broken(Failure.Kind.STREAM_INTERRUPTED);
    }

    private MeteredExchange exchange() {
        MeteredExchange exchange = protocol()
                .begin(RequestHead.of("POST", MESSAGES, "api.anthropic.com"))
                .orElseThrow();
        exchange.prepare("application/json", REQUEST.getBytes(StandardCharsets.UTF_8));
        return exchange;
    }
}
