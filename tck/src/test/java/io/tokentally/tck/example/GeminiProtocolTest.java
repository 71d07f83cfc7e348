package io.tokentally.tck.example;

import static io.tokentally.tck.provider.RecordedCall.answer;
import static io.tokentally.tck.provider.RecordedCall.plain;
import static io.tokentally.tck.provider.RecordedCall.refused;
import static io.tokentally.tck.provider.RecordedCall.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.wire.example.GeminiProtocol;
import io.tokentally.tck.provider.ProviderProtocolContract;
import io.tokentally.tck.provider.RecordedCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What docs/add-a-provider.md promises. */
class GeminiProtocolTest extends ProviderProtocolContract {

    private static final Path EXAMPLE =
            Path.of("../provider-spi/src/test/java/io/tokentally/provider/wire/example/GeminiProtocol.java");
    private static final String PATH = "/v1beta/models/gemini-2.5-flash:";
    private static final String REQUEST = "{\"contents\": [{\"parts\": [{\"text\": \"confidential\"}]}]}";
    private static final String USAGE = """
            {"promptTokenCount":14,"cachedContentTokenCount":4,"candidatesTokenCount":8,"thoughtsTokenCount":21,\
            "totalTokenCount":43}""";
    private static final String BEGINNING = """
            data: {"candidates":[{"content":{"parts":[{"text":"confidential"}],"role":"model"}}],\
            "usageMetadata":{"promptTokenCount":14,"candidatesTokenCount":2},"modelVersion":"gemini-2.5-flash"}

            """;
    private static final String END = """
            data: {"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"STOP"}],\
            "usageMetadata":%s,"modelVersion":"gemini-2.5-flash"}

            """.formatted(USAGE);
    private static final String IN_AN_ARRAY = "["
            + (BEGINNING + BEGINNING + END)
                    .replaceAll("\\}\\s+data: ", "}\n,\r\n")
                    .replace("data: ", "") + "]";
    private static final String MIXED = """
            {"promptTokenCount":301,"cachedContentTokenCount":11,"candidatesTokenCount":1298,"toolUsePromptTokenCount":10,\
            "promptTokensDetails":[{"modality":"TEXT","tokenCount":11},{"modality":"AUDIO","tokenCount":32},\
            {"modality":"IMAGE","tokenCount":258}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":7},\
            {"modality":"TEXT","tokenCount":4}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":1290}],\
            "toolUsePromptTokensDetails":[{"modality":"TEXT","tokenCount":10}],"totalTokenCount":1609}""";
    private static final String BLOCKED = """
            {"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":14,"totalTokenCount":14},\
            "modelVersion":"gemini-2.5-flash"}""";
    private static final ProviderResponse BLOCKED_ANSWER =
            answer("gemini-2.5-flash", ServiceTier.STANDARD, null, Map.of(UsageUnit.INPUT_TOKENS, 14L));
    private static final ProviderResponse ANSWER = answer(
            "gemini-2.5-flash",
            ServiceTier.STANDARD,
            null,
            Map.of(
                    UsageUnit.INPUT_TOKENS, 10L,
                    UsageUnit.CACHED_INPUT_TOKENS, 4L,
                    UsageUnit.OUTPUT_TOKENS, 8L,
                    UsageUnit.REASONING_TOKENS, 21L));

    @Override
    protected ProviderProtocol protocol() {
        return new GeminiProtocol();
    }

    @Override
    protected List<RecordedCall> calls() {
        return List.of(
                plain(
                        "generated at once",
                        PATH + "generateContent",
                        REQUEST,
                        "{\"candidates\": [], \"modelVersion\": \"gemini-2.5-flash\", \"usageMetadata\": " + USAGE
                                + "}",
                        ANSWER),
                streamed("streamed", PATH + "streamGenerateContent", REQUEST, BEGINNING.repeat(2) + END, ANSWER),
                refused("refused", PATH + "generateContent", 429, """
                        {"error": {"code": 429, "message": "confidential", "status": "RESOURCE_EXHAUSTED"}}""", "RESOURCE_EXHAUSTED", "429"),
                refused("refused in an array", PATH + "streamGenerateContent", 400, """
                        [{"error": {"code": 400, "message": "confidential", "status": "INVALID_ARGUMENT"}}
                        ]""", "INVALID_ARGUMENT", "400"),
                streamed("streamed in an array", PATH + "streamGenerateContent", REQUEST, IN_AN_ARRAY, ANSWER)
                        .answeredAs("application/json; charset=UTF-8"),
                plain(
                        "with pictures, sound and tools",
                        PATH + "generateContent",
                        REQUEST,
                        "{\"candidates\": [], \"modelVersion\": \"gemini-2.5-flash\", \"usageMetadata\": " + MIXED
                                + "}",
                        answer(
                                "gemini-2.5-flash",
                                ServiceTier.STANDARD,
                                null,
                                Map.of(
                                        UsageUnit.INPUT_TOKENS, 17L,
                                        UsageUnit.CACHED_INPUT_TOKENS, 4L,
                                        UsageUnit.AUDIO_INPUT_TOKENS, 25L,
                                        UsageUnit.CACHED_AUDIO_INPUT_TOKENS, 7L,
                                        UsageUnit.IMAGE_INPUT_TOKENS, 258L,
                                        UsageUnit.OUTPUT_TOKENS, 8L,
                                        UsageUnit.IMAGE_OUTPUT_TOKENS, 1290L))),
                plain("a prompt that is blocked", PATH + "generateContent", REQUEST, BLOCKED, BLOCKED_ANSWER),
                streamed(
                        "a prompt that is blocked, streamed",
                        PATH + "streamGenerateContent",
                        REQUEST,
                        "data: " + BLOCKED + "\n\n",
                        BLOCKED_ANSWER));
    }

    @Test
    void aProviderTakesFewerLinesThanTheGuideSays() throws IOException {
        assertThat(Files.readAllLines(EXAMPLE)).hasSizeLessThan(250);
    }

    @Test
    void theGuideNamesWhatItPointsAt() throws IOException {
        assertThat(Files.readString(Path.of("../docs/add-a-provider.md")))
                .contains(EXAMPLE.toString().substring("../".length()));
    }
}
