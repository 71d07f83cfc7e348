package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import io.tokentally.adapter.openai.usage.WireServer.Answer;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images, audio and what else the SDK's client can call. */
class OtherCallsTest {

    private final RecordedCalls recorded = new RecordedCalls();
    private final MeteredOpenAi metered = recorded.metered();
    private WireServer server;
    private OpenAIClient client;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer();
        client = metered.wrap(server.client());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void imagesAreMetered() {
        server.answering(Answer.json("{\"created\": 1, \"data\": []}"));

        client.images()
                .generate(ImageGenerateParams.builder()
                        .model("dall-e-3")
                        .prompt("A river")
                        .n(2)
                        .build());

        assertUsed("images.generations", Map.of(UsageUnit.IMAGES_1024, 2L));
    }

    @Test
    void speechIsMeteredAndPassedOnAsItIs() throws IOException {
        server.answering(new Answer(200, "audio/mpeg", List.of("\0sound"), false));

        try (HttpResponse response = client.audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model("tts-1")
                        .input("Grüezi")
                        .voice("alloy")
                        .build())) {
            assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("\0sound");
        }

        assertUsed("audio.speech", Map.of(UsageUnit.SPEECH_CHARACTERS, 6L));
    }

    @Test
    void aBatchIsMeteredWhenItIsFetched() {
        server.answering(Answer.json("""
                {"id": "batch_1", "object": "batch", "endpoint": "/v1/chat/completions", "status": "completed",
                 "input_file_id": "file_1", "completion_window": "24h", "created_at": 1789990000,
                 "completed_at": 1790000000, "model": "gpt-4.1-nano-2025-04-14",
                 "usage": {"input_tokens": 10, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 20,
                           "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 30}}"""));

        assertThat(client.batches().retrieve("batch_1").id()).isEqualTo("batch_1");

        MeteredCall call = recorded.only(metered);
        assertThat(call.billedOnce()).isEqualTo(new BillableJob("batch_1", Instant.ofEpochSecond(1_790_000_000)));
        assertThat(call.reading())
                .isEqualTo(new UsageReading.Reported(
                        new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 10L, UsageUnit.OUTPUT_TOKENS, 20L))));
    }

    @Test
    void transcriptionOfAFileIsMetered() {
        server.answering(Answer.json("{\"text\": \"Hi\", \"usage\": {\"type\": \"duration\", \"seconds\": 3}}"));

        client.audio()
                .transcriptions()
                .create(TranscriptionCreateParams.builder()
                        .model("whisper-1")
                        .file("RIFF".getBytes(StandardCharsets.UTF_8))
                        .build());

        MeteredCall call = assertUsed("audio.transcriptions", Map.of(UsageUnit.AUDIO_SECONDS, 3L));
        assertThat(call.requestedModel()).isEqualTo(new ModelName("whisper-1"));
        assertThat(server.requests().getFirst().body()).contains("RIFF");
    }

    @Test
    void legacyCompletionIsMetered() {
        server.answering(
                Answer.json(
                        "{\"id\": \"x\", \"object\": \"text_completion\", \"created\": 1, \"model\": \"m\","
                                + " \"choices\": [], \"usage\": {\"prompt_tokens\": 1, \"completion_tokens\": 2, \"total_tokens\": 3}}"));

        client.completions()
                .create(CompletionCreateParams.builder()
                        .model("gpt-3.5-turbo-instruct")
                        .prompt("Hello")
                        .build());

        assertUsed("completions", Map.of(UsageUnit.INPUT_TOKENS, 1L, UsageUnit.OUTPUT_TOKENS, 2L));
    }

    @Test
    void moderationIsRecordedAndFree() {
        server.answering(Answer.json("{\"id\": \"x\", \"model\": \"omni-moderation-latest\", \"results\": []}"));

        client.moderations()
                .create(ModerationCreateParams.builder().input("Hello").build());

        MeteredCall call = recorded.only(metered);
        assertThat(call.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(call.isFree()).isTrue();
        assertThat(call.trace().providerRequestId()).isEqualTo("req_1");
    }

    private MeteredCall assertUsed(String endpoint, Map<UsageUnit, Long> used) {
        MeteredCall call = recorded.only(metered);
        assertThat(call.attribution().endpoint().value()).isEqualTo(endpoint);
        assertThat(call.operation()).isEqualTo(new Operation(endpoint));
        assertThat(call.reading()).isInstanceOf(UsageReading.Reported.class);
        assertThat(call.reading().knownQuantities().amounts()).isEqualTo(used);
        return call;
    }
}
