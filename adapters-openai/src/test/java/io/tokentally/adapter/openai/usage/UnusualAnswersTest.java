package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_12H_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that real servers give and descriptions leave out. */
class UnusualAnswersTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String REQUEST = """
            {"model": "gpt-4.1-nano", "messages": [{"role": "user", "content": "hello there"}]}""";
    private static final String STREAMED = """
            {"model": "gpt-4.1-nano", "stream": true, "messages": [{"role": "user", "content": "hello there"}]}""";
    private static final String ZEROS = """
            {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}""";

    private final ByteArrayOutputStream visible = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"choices\":[],\"usage\":%s}",
                "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":%s}",
            })
    void laterZerosTakeNothingAway(String last) {
        ProviderResponse answer =
                streamed(event(chunk(0, "a", "null", "{\"prompt_tokens\": 1000, \"completion_tokens\": 2}"))
                        + event(last.formatted(ZEROS))
                        + "data: [DONE]\n\n");

        assertThat(amounts(answer)).isEqualTo(Map.of(INPUT_TOKENS, 1000L, OUTPUT_TOKENS, 2L));
    }

    @Test
    void aLaterZeroOfTheInputLeavesTheInput() {
        ProviderResponse answer = streamed(event(
                        chunk(
                                0,
                                "a",
                                "null",
                                "{\"prompt_tokens\": 1000, \"completion_tokens\": 1, \"prompt_tokens_details\": {\"cached_tokens\": 400}}"))
                + event(chunk(0, "b", "\"stop\"", "{\"prompt_tokens\": 0, \"completion_tokens\": 7}"))
                + "data: [DONE]\n\n");

        assertThat(amounts(answer)).isEqualTo(Map.of(INPUT_TOKENS, 600L, CACHED_INPUT_TOKENS, 400L, OUTPUT_TOKENS, 7L));
    }

    @Test
    void inputThatIsToldAgainAsCachedIsNotCountedTwice() {
        ProviderResponse answer =
                streamed(event(chunk(0, "a", "null", "{\"prompt_tokens\": 1000, \"completion_tokens\": 1}"))
                        + event(
                                chunk(
                                        0,
                                        "b",
                                        "\"stop\"",
                                        "{\"prompt_tokens\": 1000, \"completion_tokens\": 7, \"prompt_tokens_details\": {\"cached_tokens\": 1000}}"))
                        + "data: [DONE]\n\n");

        assertThat(amounts(answer)).isEqualTo(Map.of(CACHED_INPUT_TOKENS, 1000L, OUTPUT_TOKENS, 7L));
    }

    @Test
    void contentWithNothingButZerosIsEstimated() {
        ProviderResponse answer = plain(CHAT, REQUEST, """
                {"model": "gpt-4.1-nano", "choices": [{"index": 0, "finish_reason": "stop",
                  "message": {"role": "assistant", "content": "A long answer of many words"}}], "usage": %s}""".formatted(ZEROS));

        assertThat(answer.reading())
                .isInstanceOfSatisfying(
                        UsageReading.Estimated.class,
                        estimated -> assertThat(estimated.quantities())
                                .satisfies(counted ->
                                        assertThat(counted.inputTokens()).isPositive())
                                .satisfies(counted ->
                                        assertThat(counted.outputTokens()).isPositive()));
    }

    @Test
    void aStreamedContentWithNothingButZerosIsEstimated() {
        ProviderResponse answer = streamed(event(chunk(0, "many words", "\"stop\"", "null"))
                + event("{\"choices\":[],\"usage\":" + ZEROS + "}") + "data: [DONE]\n\n");

        assertThat(answer.reading()).isInstanceOf(UsageReading.Estimated.class);
    }

    @Test
    void anAnswerWithoutContentMayHaveUsedNothing() {
        ProviderResponse answer = plain(CHAT, REQUEST, """
                {"model": "gpt-4.1-nano", "choices": [{"index": 0, "finish_reason": "content_filter",
                  "message": {"role": "assistant", "content": null}}], "usage": %s}""".formatted(ZEROS));

        assertThat(answer.reading()).isInstanceOf(UsageReading.Reported.class);
    }

    @ParameterizedTest
    @CsvSource({"/v1/embeddings", "/v1/images/generations", "/v1/audio/speech", "/v1/decisions"})
    void whatAlwaysWorksNeverUsesNothing(String path) {
        ProviderResponse answer = plain(path, "{\"model\": \"gpt-x\", \"input\": \"x\", \"prompt\": \"x\"}", """
                {"model": "gpt-x", "data": [], "usage": {"input_tokens": 0, "output_tokens": 0}}""");

        assertThat(answer.reading()).isNotInstanceOf(UsageReading.Reported.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void aStreamThatCallsItselfJsonIsAStream(int piece) {
        String stream = "\r\n" + event(chunk(0, "hi", "\"stop\"", "null"))
                + event("{\"choices\":[],\"usage\":{\"prompt_tokens\": 5, \"completion_tokens\": 1}}")
                + "data: [DONE]\n\n";

        ProviderResponse answer = read(begin("POST", CHAT, STREAMED).answer(json()), stream, piece);

        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
        assertThat(amounts(answer)).isEqualTo(Map.of(INPUT_TOKENS, 5L, OUTPUT_TOKENS, 1L));
        assertThat(seen()).contains("\"hi\"", "[DONE]").doesNotContain("prompt_tokens");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aPlainAnswerToWhoAskedForAStreamIsPlain(int piece) {
        String body = """
                {"model": "gpt-4.1-nano", "choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 1}}""";

        ProviderResponse answer = read(begin("POST", CHAT, STREAMED).answer(json()), body, piece);

        assertThat(amounts(answer)).isEqualTo(Map.of(INPUT_TOKENS, 5L, OUTPUT_TOKENS, 1L));
        assertThat(seen()).isEqualTo(body);
    }

    @Test
    void anEmptyAnswerToWhoAskedForAStreamIsToldAsInvalid() {
        ProviderResponse answer = read(begin("POST", CHAT, STREAMED).answer(json()), "", 1);

        assertThat(answer.outcome().isSuccess()).isFalse();
    }

    @Test
    void aStreamThatEndsWithoutSayingSoIsWholeIfItsLastEventCame() {
        String stream = event(chunk(0, "hi", "\"stop\"", "null"))
                + event("{\"choices\":[],\"usage\":{\"prompt_tokens\": 5, \"completion_tokens\": 1}}");

        assertThat(streamed(stream).outcome()).isEqualTo(new Outcome.Success());
        assertThat(broken(stream).outcome()).isInstanceOf(Outcome.Failure.class);
        assertThat(amounts(broken(stream))).isEqualTo(Map.of(INPUT_TOKENS, 5L, OUTPUT_TOKENS, 1L));
    }

    @Test
    void aStreamOfWhichAChoiceIsUnfinishedIsInterrupted() {
        String usage = event("{\"choices\":[],\"usage\":{\"prompt_tokens\": 5, \"completion_tokens\": 1}}");
        String stream = event(chunk(0, "hi", "\"stop\"", "null")) + event(chunk(1, "ho", "null", "null"));

        assertThat(streamed(stream + usage).outcome()).isInstanceOf(Outcome.Failure.class);
        assertThat(streamed(stream + event(chunk(1, "", "\"length\"", "null")) + usage)
                        .outcome())
                .isEqualTo(new Outcome.Success());
    }

    @Test
    void aStreamThatEndsBeforeItsUsageIsInterrupted() {
        assertThat(streamed(event(chunk(0, "hi", "\"stop\"", "null"))).outcome())
                .isInstanceOf(Outcome.Failure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini-search-preview-2025-03-11, 1",
        "gpt-4o-search-preview, 1",
        "gpt-5-search-api, 1",
        "gpt-5-search-api-2025-10-14, 1",
        "gpt-4o-mini, 0",
        "my-search-previewer, 0",
    })
    void searchModelsSearchBeforeEachAnswer(String model, long searches) {
        ProviderResponse answer = plain(CHAT, REQUEST, """
                {"model": "%s", "choices": [{"index": 0, "message": {"content": "hi"}}],
                 "usage": {"prompt_tokens": 100, "completion_tokens": 50}}""".formatted(model));

        assertThat(amounts(answer).getOrDefault(WEB_SEARCHES, 0L)).isEqualTo(searches);
    }

    @Test
    void decisionsAreBilledByTheirWholeInput() {
        ProviderResponse answer = plain("/v1/decisions", "{\"model\": \"gpt-6-luna\"}", """
                {"model": "gpt-6-luna", "answers": [{"choice": "a"}], "usage": {"input_tokens": 900,
                  "input_tokens_details": {"cached_tokens": 800}, "output_tokens": 0}}""");

        assertThat(amounts(answer)).isEqualTo(Map.of(INPUT_TOKENS, 900L));
    }

    @Test
    void whatIsWrittenForHalfADayIsCountedApart() {
        ProviderResponse answer = plain("/v1/responses", "{\"model\": \"gpt-6.2-sol\", \"input\": \"x\"}", """
                {"model": "gpt-6.2-sol", "output": [], "usage": {"input_tokens": 1000, "output_tokens": 10,
                  "input_tokens_details": {"cached_tokens": 100, "cache_write_tokens": 200, "cache_write_12h_tokens": 300}}}""");

        assertThat(amounts(answer))
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 400L,
                        CACHED_INPUT_TOKENS, 100L,
                        CACHE_WRITE_TOKENS, 200L,
                        CACHE_WRITE_12H_TOKENS, 300L,
                        OUTPUT_TOKENS, 10L));
    }

    @ParameterizedTest
    @CsvSource({
        "soonest, default, standard",
        "2h, default, background-2h",
        "8h, default, background-8h",
        "8h, auto, background-8h",
        "4h, default, background-4h",
        "8h, flex, flex",
    })
    void whoLetsAResponseWaitIsOnATierOfItsOwn(String window, String said, String tier) {
        ProviderResponse answer = get("/v1/responses/resp_1", """
                {"id": "resp_1", "object": "response", "background": true, "status": "completed", "model": "gpt-6.1-terra",
                 "created_at": 1790000000, "service_tier": "%s", "background_options": {"completion_window": "%s"},
                 "usage": {"input_tokens": 10, "output_tokens": 20}}""".formatted(said, window));

        assertThat(answer.serviceTier().value()).isEqualTo(tier);
    }

    @ParameterizedTest
    @CsvSource({
        "720x1280, VIDEO_SECONDS_720",
        "1280x720, VIDEO_SECONDS_720",
        "1792x1024, VIDEO_SECONDS_1024",
        "1080x1920, VIDEO_SECONDS_1080",
    })
    void aVideoIsBilledOnceItIsDone(String size, UsageUnit unit) {
        String done = """
                {"id": "video_1", "object": "video", "model": "sora-2-pro", "status": "completed", "created_at": 1790000000,
                 "completed_at": 1790000100, "seconds": "8", "size": "%s"}""".formatted(size);

        ProviderResponse answer = get("/v1/videos/video_1", done);

        assertThat(amounts(answer)).isEqualTo(Map.of(unit, 8L));
        assertThat(answer.billedOnce()).isEqualTo(new BillableJob("video_1", Instant.ofEpochSecond(1_790_000_000)));
        assertThat(get("/v1/videos/video_1", done.replace("completed\"", "in_progress\""))
                        .reading())
                .isEqualTo(new UsageReading.NotBilled());
        assertThat(plain("/v1/videos", "{\"model\": \"sora-2-pro\"}", done.replace("completed\"", "queued\""))
                        .reading())
                .isEqualTo(new UsageReading.NotBilled());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"size\": \"1x1\", \"seconds\": \"8\"",
                "\"size\": \"1280x720\"",
                "\"size\": \"1280x720\", \"seconds\": \"x\""
            })
    void aVideoOfAnUnknownSizeIsNotFree(String told) {
        ProviderResponse answer = get("/v1/videos/video_1", """
                {"id": "video_1", "status": "completed", "created_at": 1790000000, %s}""".formatted(told));

        assertThat(answer.reading().kind()).isIn(UsageReading.Kind.MISSING, UsageReading.Kind.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "1790000000000, 1790000000",
        "1790000000, 1790000000",
    })
    void anEndInMillisecondsIsReadAsSuch(long told, long seconds) {
        assertThat(batch("\"completed_at\": " + told).billedOnce())
                .isEqualTo(new BillableJob("batch_1", Instant.ofEpochSecond(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"completed_at\": \"yesterday\"", "\"completed_at\": null", "\"completed_at\": 17"})
    void aBatchWhoseEndCannotBeReadIsDatedByItsBeginning(String end) {
        assertThat(batch(end + ", \"created_at\": 1790000000").billedOnce())
                .isEqualTo(new BillableJob("batch_1", Instant.ofEpochSecond(1_790_000_000)));
        assertThat(batch(end + ", \"created_at\": 1790000000, \"in_progress_at\": 1790000050")
                        .billedOnce())
                .isEqualTo(new BillableJob("batch_1", Instant.ofEpochSecond(1_790_000_050)));
    }

    @Test
    void aBatchOfNoTimeIsOneRecordWhoseCostIsNotKnown() {
        ProviderResponse answer = batch("\"completed_at\": null");

        assertThat(answer.billedOnce()).isEqualTo(BillableJob.undated("batch_1"));
        assertThat(answer.reading()).isEqualTo(new UsageReading.Invalid());
    }

    private ProviderResponse batch(String times) {
        return get("/v1/batches/batch_1", """
                {"id": "batch_1", "object": "batch", "endpoint": "/v1/chat/completions", "status": "completed",
                 "model": "gpt-4.1-nano", %s, "usage": {"input_tokens": 10, "output_tokens": 20}}""".formatted(times));
    }

    private ProviderResponse get(String path, String body) {
        return read(begin("GET", path, "").answer(json()), body, 1000);
    }

    private ProviderResponse plain(String path, String request, String body) {
        return read(begin("POST", path, request).answer(json()), body, 1000);
    }

    private ProviderResponse streamed(String stream) {
        return read(begin("POST", CHAT, STREAMED).answer(ResponseHead.of(200, "text/event-stream")), stream, 1000);
    }

    private static ProviderResponse broken(String stream) {
        ResponseReader reader = begin("POST", CHAT, STREAMED).answer(ResponseHead.of(200, "text/event-stream"));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, (from, offset, length) -> {});
        return reader.broken(Kind.STREAM_INTERRUPTED);
    }

    private static ResponseHead json() {
        return ResponseHead.of(200, "application/json");
    }

    private static MeteredExchange begin(String method, String path, String request) {
        MeteredExchange exchange = new OpenAiProtocol()
                .begin(RequestHead.of(method, path, "localhost"))
                .orElseThrow();
        exchange.prepare("application/json", request.getBytes(StandardCharsets.UTF_8));
        return exchange;
    }

    private ProviderResponse read(ResponseReader reader, String body, int piece) {
        visible.reset();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            reader.arrived(bytes, at, Math.min(piece, bytes.length - at), visible::write);
        }
        reader.rest(visible::write);
        return reader.ended();
    }

    private String seen() {
        return visible.toString(StandardCharsets.UTF_8);
    }

    private static Map<UsageUnit, Long> amounts(ProviderResponse answer) {
        return answer.reading().knownQuantities().amounts();
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static String chunk(int index, String content, String finishReason, String usage) {
        return "{\"model\":\"m\",\"choices\":[{\"index\":%d,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}],\"usage\":%s}"
                .formatted(index, content, finishReason, usage);
    }
}
