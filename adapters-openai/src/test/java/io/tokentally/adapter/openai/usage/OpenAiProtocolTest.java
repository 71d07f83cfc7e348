package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.AUDIO_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.AUDIO_OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.AUDIO_SECONDS;
import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CODE_INTERPRETER_SESSIONS;
import static io.tokentally.domain.metering.UsageUnit.EMBEDDING_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.FILE_SEARCHES;
import static io.tokentally.domain.metering.UsageUnit.HD_IMAGES_1792;
import static io.tokentally.domain.metering.UsageUnit.IMAGES_256;
import static io.tokentally.domain.metering.UsageUnit.IMAGE_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.IMAGE_OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.REASONING_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.SPEECH_CHARACTERS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static io.tokentally.tck.provider.RecordedCall.answer;
import static io.tokentally.tck.provider.RecordedCall.plain;
import static io.tokentally.tck.provider.RecordedCall.refused;
import static io.tokentally.tck.provider.RecordedCall.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiProtocolTest extends ProviderProtocolContract {

    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String NANO = "gpt-4.1-nano-2025-04-14";
    private static final String STREAMED_CHAT = """
            {"model": "gpt-4.1-nano", "stream": true, "messages": [{"role": "user", "content": "confidential"}]}""";
    private static final String REQUEST = """
            {"model": "gpt-4.1-nano", "input": "confidential"}""";
    private static final String TOOLS = """
            {"id": "resp_1", "object": "response", "status": "completed", "error": null, "model": "gpt-5-2025-08-07",
             "service_tier": "fast", "output": [{"type": "web_search_call", "action": {"type": "search"}},
               {"type": "file_search_call"}, {"type": "code_interpreter_call"},
               {"type": "code_interpreter_call", "container_id": "c1"},
               {"type": "message", "content": [{"type": "output_text", "text": "confidential"}]}],
             "usage": {"input_tokens": 75, "input_tokens_details": {"cached_tokens": 32, "cache_write_tokens": 8},
               "output_tokens": 1186, "output_tokens_details": {"reasoning_tokens": 1024}, "total_tokens": 1261}}""";
    private static final Map<UsageUnit, Long> TOOLS_USAGE = Map.of(
            INPUT_TOKENS, 35L,
            CACHED_INPUT_TOKENS, 32L,
            CACHE_WRITE_TOKENS, 8L,
            OUTPUT_TOKENS, 162L,
            REASONING_TOKENS, 1024L,
            WEB_SEARCHES, 1L,
            FILE_SEARCHES, 1L,
            CODE_INTERPRETER_SESSIONS, 1L);

    @Override
    protected ProviderProtocol protocol() {
        return new OpenAiProtocol();
    }

    @Override
    protected Optional<String> withOutputLimit(RecordedCall call, long tokens) {
        String member = switch (call.path()) {
            case CHAT -> "max_completion_tokens";
            case RESPONSES -> "max_output_tokens";
            default -> "";
        };
        return member.isEmpty()
                ? Optional.empty()
                : Optional.of(call.request().replaceFirst("\\{", "{\"%s\": %d, ".formatted(member, tokens)));
    }

    @Override
    protected List<RecordedCall> calls() {
        return List.of(
                plain(
                                "chat in Europe",
                                CHAT,
                                STREAMED_CHAT.replace("true", "false"),
                                Wire.CHAT,
                                answer(
                                        NANO,
                                        ServiceTier.STANDARD,
                                        "eu",
                                        Map.of(INPUT_TOKENS, 15L, CACHED_INPUT_TOKENS, 4L, OUTPUT_TOKENS, 10L)))
                        .to("eu.api.openai.com"),
                streamed(
                        "streamed chat",
                        CHAT,
                        STREAMED_CHAT,
                        Wire.ROLE + Wire.HELLO.repeat(3) + Wire.STOP + Wire.USAGE + Wire.DONE,
                        answer(
                                NANO,
                                ServiceTier.FLEX,
                                null,
                                Map.of(INPUT_TOKENS, 15L, CACHED_INPUT_TOKENS, 4L, OUTPUT_TOKENS, 10L))),
                plain(
                        "legacy completion",
                        "/v1/completions",
                        "{\"prompt\": \"confidential\"}",
                        """
                                {"object": "text_completion", "model": "gpt-3.5-turbo-instruct",
                                 "choices": [{"text": "x", "index": 0, "finish_reason": "stop"}],
                                 "usage": {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}}""",
                        standard("gpt-3.5-turbo-instruct", Map.of(INPUT_TOKENS, 5L, OUTPUT_TOKENS, 7L))),
                plain(
                        "response with tools",
                        RESPONSES,
                        REQUEST,
                        TOOLS,
                        answer("gpt-5-2025-08-07", ServiceTier.PRIORITY, null, TOOLS_USAGE)),
                streamed(
                        "incomplete response",
                        RESPONSES,
                        REQUEST,
                        Wire.RESPONSE_DELTA.repeat(9)
                                + Wire.responseEvent("incomplete", TOOLS.replace("completed", "incomplete")),
                        answer("gpt-5-2025-08-07", ServiceTier.PRIORITY, null, TOOLS_USAGE)),
                streamed(
                        "failed response",
                        RESPONSES,
                        REQUEST,
                        Wire.responseEvent("failed", """
                                {"model": "gpt-5-2025-08-07", "usage": null,
                                 "error": {"code": "server_error", "message": "confidential"}}"""),
                        new ProviderResponse(
                                new ModelName("gpt-5-2025-08-07"),
                                ServiceTier.STANDARD,
                                null,
                                new UsageReading.Missing(),
                                new Failure(Failure.Kind.PROVIDER_ERROR, 200, null, "server_error"))),
                plain(
                        "embeddings",
                        "/v1/embeddings",
                        REQUEST,
                        Wire.EMBEDDINGS,
                        standard("text-embedding-3-small", Map.of(EMBEDDING_INPUT_TOKENS, 8L))),
                plain(
                        "images by tokens",
                        "/v1/images/generations",
                        "{\"prompt\": \"confidential\", \"model\": \"gpt-image-1\"}",
                        """
                                {"created": 1, "data": [{"b64_json": "aGk="}],
                                 "usage": {"input_tokens": 50, "input_tokens_details": {"text_tokens": 10,
                                   "image_tokens": 40}, "output_tokens": 1056, "total_tokens": 1106}}""",
                        standard(null, Map.of(INPUT_TOKENS, 10L, IMAGE_INPUT_TOKENS, 40L, IMAGE_OUTPUT_TOKENS, 1056L))),
                streamed(
                        "streamed image",
                        "/v1/images/edits",
                        "{\"prompt\": \"confidential\", \"stream\": true}",
                        """
                                event: image_edit.partial_image
                                data: {"type":"image_edit.partial_image","b64_json":"aGk=","partial_image_index":0}

                                event: image_edit.completed
                                data: {"type":"image_edit.completed","b64_json":"aGk=","usage":{"input_tokens":50,\
                                "input_tokens_details":{"text_tokens":10,"image_tokens":40},"output_tokens":1056}}

                                """,
                        standard(null, Map.of(INPUT_TOKENS, 10L, IMAGE_INPUT_TOKENS, 40L, IMAGE_OUTPUT_TOKENS, 1056L))),
                plain(
                        "images as asked for",
                        "/v1/images/generations",
                        "{\"model\": \"dall-e-3\", \"prompt\": \"confidential\", \"size\": \"1792x1024\", \"quality\": \"hd\"}",
                        "{\"created\": 1, \"data\": [{\"url\": \"u\"}]}",
                        standard(null, Map.of(HD_IMAGES_1792, 1L))),
                plain(
                        "images by the oldest model",
                        "/v1/images/generations",
                        "{\"prompt\": \"confidential\", \"n\": 3, \"size\": \"256x256\"}",
                        "{\"created\": 1, \"data\": []}",
                        standard(null, Map.of(IMAGES_256, 3L))),
                streamed(
                        "streamed transcript",
                        "/v1/audio/transcriptions",
                        REQUEST,
                        """
                                data: {"type":"transcript.text.delta","delta":"confidential"}

                                data: {"type":"transcript.text.done","text":"confidential","usage":{"type":"tokens",\
                                "input_tokens":14,"input_token_details":{"text_tokens":2,"audio_tokens":12},\
                                "output_tokens":45,"total_tokens":59}}

                                """,
                        standard(null, Map.of(INPUT_TOKENS, 2L, AUDIO_INPUT_TOKENS, 12L, OUTPUT_TOKENS, 45L))),
                plain(
                        "transcript by the second",
                        "/v1/audio/transcriptions",
                        REQUEST,
                        "{\"text\": \"confidential\", \"usage\": {\"type\": \"duration\", \"seconds\": 9.4}}",
                        standard(null, Map.of(AUDIO_SECONDS, 9L))),
                streamed(
                        "streamed speech",
                        "/v1/audio/speech",
                        "{\"model\": \"gpt-4o-mini-tts\", \"input\": \"confidential\", \"stream_format\": \"sse\"}",
                        """
                                data: {"type":"speech.audio.delta","audio":"aGk="}

                                data: {"type":"speech.audio.done","usage":{"input_tokens":14,"output_tokens":101,\
                                "total_tokens":115}}

                                """,
                        standard(null, Map.of(INPUT_TOKENS, 14L, AUDIO_OUTPUT_TOKENS, 101L))),
                plain(
                                "speech by the character",
                                "/v1/audio/speech",
                                "{\"model\": \"tts-1-hd\", \"input\": \"confidential 😀\"}",
                                "not text",
                                standard(null, Map.of(SPEECH_CHARACTERS, 14L)))
                        .answeredAs("audio/mpeg"),
                plain(
                        "moderation",
                        "/v1/moderations",
                        REQUEST,
                        "{\"model\": \"omni-moderation-latest\", \"results\": []}",
                        new ProviderResponse(
                                new ModelName("omni-moderation-latest"),
                                ServiceTier.STANDARD,
                                null,
                                new UsageReading.NotBilled(),
                                new Outcome.Success(),
                                null,
                                true)),
                refused("rate limit", CHAT, 429, Wire.RATE_LIMIT, "tokens", "rate_limit_exceeded"));
    }

    private static ProviderResponse standard(@Nullable String model, Map<UsageUnit, Long> reported) {
        return answer(model, ServiceTier.STANDARD, null, reported);
    }

    @ParameterizedTest
    @CsvSource({
        "eu.api.openai.com, eu",
        "US.api.openai.com, us",
        "api.openai.com,",
        "x.eu.api.openai.com,",
        "eu.api.openai.com.evil.example,",
        "localhost,"
    })
    void regionIsThatOfTheHost(String host, @Nullable String region) {
        ProviderResponse lost = protocol()
                .begin(RequestHead.of("POST", CHAT, host))
                .orElseThrow()
                .unanswered(Failure.Kind.TIMEOUT, true);

        assertThat(lost.region()).isEqualTo(region == null ? null : new Region(region));
    }

    @Test
    void interruptedStreamIsCountedAsFarAsItCame() {
        assertThat(interrupted(CHAT, STREAMED_CHAT, Wire.ROLE + Wire.HELLO + Wire.HELLO))
                .isInstanceOfSatisfying(
                        UsageReading.Estimated.class,
                        estimated -> assertThat(estimated.quantities().of(OUTPUT_TOKENS))
                                .isBetween(2L, 8L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\": \"gpt-4.1\", \"messages\": [{\"content\": [{\"type\": \"image_url\"}]}]}",
                "{\"model\": \"gpt-4.1\", \"messages\": [{\"content\": [{\"type\": \"input_audio\"}]}]}",
                "{\"model\": \"gpt-4.1\", \"messages\": [{\"content\": \"x\"}], \"web_search_options\": {}}",
                "{\"model\": \"gpt-4.1\", \"messages\": [{\"content\": \"x\"}], \"tools\": [{\"type\": \"mcp\"}]}",
                "{\"model\": \"gpt-4.1\", \"messages\": [{\"content\": \"x\"}], \"modalities\": [\"text\", \"audio\"]}",
                "{\"model\": \"o3\", \"messages\": [{\"content\": \"x\"}]}",
                "{\"model\": \"gpt-5-mini\", \"messages\": [{\"content\": \"x\"}]}",
                "not json"
            })
    void whatCannotBeCountedIsNotLeftOutOfAnEstimate(String request) {
        assertThat(interrupted(CHAT, request, Wire.HELLO)).isEqualTo(new UsageReading.Missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\": \"gpt-4.1\", \"input\": \"x\", \"previous_response_id\": \"resp_1\"}",
                "{\"model\": \"gpt-4.1\", \"input\": \"x\", \"conversation\": \"conv_1\"}",
                "{\"model\": \"gpt-4.1\", \"input\": [{\"type\": \"item_reference\", \"id\": \"x\"}]}",
                "{\"model\": \"gpt-4.1\", \"prompt\": {\"id\": \"pmpt_1\"}}"
            })
    void contextThatIsKeptElsewhereIsNotLeftOutOfAnEstimate(String request) {
        assertThat(interrupted(RESPONSES, request, Wire.RESPONSE_DELTA)).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void modelThatIsToldNotToReasonIsCounted() {
        String request = "{\"model\": \"gpt-5.1\", \"reasoning\": {\"effort\": \"none\"}, \"input\": \"x\"}";

        assertThat(interrupted(RESPONSES, request, Wire.RESPONSE_DELTA)).isInstanceOf(UsageReading.Estimated.class);
    }

    @Test
    void streamThatHadNotBegunIsNotEstimated() {
        assertThat(interrupted(CHAT, STREAMED_CHAT, ": keep-alive\n\n")).isEqualTo(new UsageReading.Missing());
    }

    private UsageReading interrupted(String path, String request, String stream) {
        ResponseReader reader = exchange(path, request).answer(ResponseHead.of(200, "text/event-stream"));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader.broken(Failure.Kind.STREAM_INTERRUPTED).reading();
    }

    private MeteredExchange exchange(String path, String request) {
        MeteredExchange exchange =
                protocol().begin(RequestHead.of("POST", path, "localhost")).orElseThrow();
        exchange.prepare("application/json", request.getBytes(StandardCharsets.UTF_8));
        return exchange;
    }
}
