package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.AUDIO_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.AUDIO_OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.AUDIO_SECONDS;
import static io.tokentally.domain.metering.UsageUnit.CACHED_AUDIO_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHED_IMAGE_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHED_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CACHE_WRITE_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.CODE_INTERPRETER_SESSIONS;
import static io.tokentally.domain.metering.UsageUnit.EMBEDDING_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.FILE_SEARCHES;
import static io.tokentally.domain.metering.UsageUnit.IMAGE_INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.IMAGE_OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.REASONING_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.wire.SelectiveJsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFiguresTest {

    @Test
    void partsOfChatTokensAreToldApartAndCountedOnce() {
        assertThat(reported(MeteredApi.CHAT_COMPLETIONS, """
                        {"usage": {"prompt_tokens": 100, "completion_tokens": 60, "total_tokens": 160,
                          "prompt_tokens_details": {"cached_tokens": 30, "cache_write_tokens": 10, "audio_tokens": 5,
                            "image_tokens": 7, "text_tokens": 88},
                          "completion_tokens_details": {"reasoning_tokens": 20, "audio_tokens": 4, "text_tokens": 36,
                            "accepted_prediction_tokens": 3, "rejected_prediction_tokens": 2}}}"""))
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 48L,
                        CACHED_INPUT_TOKENS, 30L,
                        CACHE_WRITE_TOKENS, 10L,
                        AUDIO_INPUT_TOKENS, 5L,
                        IMAGE_INPUT_TOKENS, 7L,
                        OUTPUT_TOKENS, 36L,
                        REASONING_TOKENS, 20L,
                        AUDIO_OUTPUT_TOKENS, 4L));
    }

    @Test
    void responsesNameTheirFiguresOtherwise() {
        assertThat(reported(MeteredApi.RESPONSES, """
                        {"usage": {"input_tokens": 75, "input_tokens_details": {"cached_tokens": 32, "cache_write_tokens": 8},
                          "output_tokens": 1186, "output_tokens_details": {"reasoning_tokens": 1024},
                          "total_tokens": 1261}}"""))
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 35L,
                        CACHED_INPUT_TOKENS, 32L,
                        CACHE_WRITE_TOKENS, 8L,
                        OUTPUT_TOKENS, 162L,
                        REASONING_TOKENS, 1024L));
    }

    @Test
    void embeddingsHaveInputOnly() {
        assertThat(reported(MeteredApi.EMBEDDINGS, """
                        {"usage": {"prompt_tokens": 8, "total_tokens": 8}}""")).isEqualTo(Map.of(EMBEDDING_INPUT_TOKENS, 8L));
    }

    @Test
    void cachedAudioIsCountedOnceWhereTheDetailsNameIt() {
        assertThat(reported(MeteredApi.CHAT_COMPLETIONS, """
                        {"usage": {"prompt_tokens": 100, "completion_tokens": 0,
                          "prompt_tokens_details": {"cached_tokens": 40, "audio_tokens": 50,
                            "cached_tokens_details": {"audio_tokens": 25, "text_tokens": 15}}}}"""))
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 35L,
                        CACHED_INPUT_TOKENS, 15L,
                        CACHED_AUDIO_INPUT_TOKENS, 25L,
                        AUDIO_INPUT_TOKENS, 25L));
    }

    @Test
    void whatPartsExceedTheInputByWasCachedAudio() {
        assertThat(reported(MeteredApi.CHAT_COMPLETIONS, """
                        {"usage": {"prompt_tokens": 100, "completion_tokens": 0,
                          "prompt_tokens_details": {"cached_tokens": 80, "audio_tokens": 50}}}"""))
                .isEqualTo(Map.of(CACHED_INPUT_TOKENS, 50L, CACHED_AUDIO_INPUT_TOKENS, 30L, AUDIO_INPUT_TOKENS, 20L));
    }

    @Test
    void whatPartsExceedTheInputByMayBeCachedImages() {
        assertThat(reported(MeteredApi.CHAT_COMPLETIONS, """
                        {"usage": {"prompt_tokens": 100, "completion_tokens": 0,
                          "prompt_tokens_details": {"cached_tokens": 80, "image_tokens": 50}}}"""))
                .isEqualTo(Map.of(CACHED_INPUT_TOKENS, 50L, CACHED_IMAGE_INPUT_TOKENS, 30L, IMAGE_INPUT_TOKENS, 20L));
    }

    @Test
    void toolCallsOfAResponseAreCounted() {
        assertThat(reported(MeteredApi.RESPONSES, """
                        {"output": [
                          {"type": "web_search_call", "action": {"type": "search", "query": "a"}},
                          {"type": "web_search_call", "action": {"type": "open_page", "url": "b"}},
                          {"type": "web_search_call"},
                          {"type": "file_search_call"}, {"type": "code_interpreter_call", "container_id": "c1"},
                          {"type": "code_interpreter_call", "container_id": "c2"},
                          {"type": "code_interpreter_call"}, {"type": "message"}],
                         "usage": {"input_tokens": 1, "output_tokens": 2}}"""))
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 1L,
                        OUTPUT_TOKENS, 2L,
                        WEB_SEARCHES, 2L,
                        FILE_SEARCHES, 1L,
                        CODE_INTERPRETER_SESSIONS, 1L));
    }

    @Test
    void imagesAreToldFromText() {
        assertThat(reported(MeteredApi.IMAGE_EDITS, """
                        {"usage": {"input_tokens": 50, "input_tokens_details": {"text_tokens": 10, "image_tokens": 40},
                          "output_tokens": 1056, "total_tokens": 1106}}"""))
                .isEqualTo(Map.of(INPUT_TOKENS, 10L, IMAGE_INPUT_TOKENS, 40L, IMAGE_OUTPUT_TOKENS, 1056L));
    }

    @Test
    void transcriptionIsBilledByTokensOrByTheSecond() {
        assertThat(reported(MeteredApi.TRANSCRIPTIONS, """
                        {"text": "Hi", "usage": {"type": "tokens", "input_tokens": 14,
                          "input_token_details": {"text_tokens": 0, "audio_tokens": 14}, "output_tokens": 45,
                          "total_tokens": 59}}"""))
                .isEqualTo(Map.of(AUDIO_INPUT_TOKENS, 14L, OUTPUT_TOKENS, 45L));
        assertThat(reported(MeteredApi.TRANSCRIPTIONS, """
                        {"text": "Hi", "usage": {"type": "duration", "seconds": 9.5}}""")).isEqualTo(Map.of(AUDIO_SECONDS, 10L));
        assertThat(reported(MeteredApi.TRANSLATIONS, """
                        {"text": "Hi", "language": "en", "duration": 8.47}""")).isEqualTo(Map.of(AUDIO_SECONDS, 8L));
    }

    @Test
    void realtimeNamesWhatWasCachedByKind() {
        assertThat(reported(MeteredApi.RESPONSES, """
                        {"usage": {"total_tokens": 253, "input_tokens": 200, "output_tokens": 53,
                          "input_token_details": {"text_tokens": 119, "audio_tokens": 51, "image_tokens": 30,
                            "cached_tokens": 90, "cached_tokens_details": {"text_tokens": 60, "audio_tokens": 20,
                            "image_tokens": 10}},
                          "output_token_details": {"text_tokens": 30, "audio_tokens": 23}}}"""))
                .isEqualTo(Map.of(
                        INPUT_TOKENS, 59L,
                        CACHED_INPUT_TOKENS, 60L,
                        CACHED_AUDIO_INPUT_TOKENS, 20L,
                        CACHED_IMAGE_INPUT_TOKENS, 10L,
                        AUDIO_INPUT_TOKENS, 31L,
                        IMAGE_INPUT_TOKENS, 20L,
                        OUTPUT_TOKENS, 30L,
                        AUDIO_OUTPUT_TOKENS, 23L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"usage\": null}",
                "{\"usage\": {}}",
                "{\"usage\": {\"prompt_tokens\": null, \"completion_tokens\": 3}}",
                "{\"usage\": {\"prompt_tokens\": 3}}",
                "{\"usage\": {\"completion_tokens\": 3, \"total_tokens\": 9}}"
            })
    void halfAUsageIsMissing(String answer) {
        assertThat(read(MeteredApi.CHAT_COMPLETIONS, answer)).isEqualTo(new UsageReading.Missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "[]",
                "\"12\"",
                "{\"prompt_tokens\": -1, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 1, \"completion_tokens\": -3}",
                "{\"prompt_tokens\": 9223372036854775808, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 9223372036854775807, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 1e400, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 1e999999999, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 1.5, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 1e-999999999, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": \"12\", \"completion_tokens\": 3}",
                "{\"prompt_tokens\": {}, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": true, \"completion_tokens\": 3}",
                "{\"prompt_tokens\": 5, \"completion_tokens\": 3, \"prompt_tokens_details\": {\"cached_tokens\": 6}}",
                "{\"prompt_tokens\": 5, \"completion_tokens\": 3, \"prompt_tokens_details\": {\"cached_tokens\": -1}}",
                "{\"prompt_tokens\": 5, \"completion_tokens\": 3, \"prompt_tokens_details\":"
                        + " {\"cached_tokens\": 5, \"cache_write_tokens\": 1}}",
                "{\"prompt_tokens\": 5, \"completion_tokens\": 3, \"prompt_tokens_details\":"
                        + " {\"cached_tokens\": 1, \"audio_tokens\": 5, \"image_tokens\": 5}}",
                "{\"prompt_tokens\": 5, \"completion_tokens\": 3, \"prompt_tokens_details\":"
                        + " {\"cached_tokens\": 2, \"cached_tokens_details\": {\"audio_tokens\": 3}}}",
                "{\"prompt_tokens\": 5, \"completion_tokens\": 3, \"completion_tokens_details\":"
                        + " {\"reasoning_tokens\": 4}}"
            })
    void figuresThatContradictThemselvesAreNotBelieved(String usage) {
        assertThat(read(MeteredApi.CHAT_COMPLETIONS, "{\"usage\": " + usage + "}"))
                .isEqualTo(new UsageReading.Invalid());
    }

    private static Map<UsageUnit, Long> reported(MeteredApi api, String answer) {
        assertThat(read(api, answer)).isInstanceOf(UsageReading.Reported.class);
        return read(api, answer).knownQuantities().amounts();
    }

    private static UsageReading read(MeteredApi api, String answer) {
        try (SelectiveJsonParser skeleton =
                SelectiveJsonParser.of(OpenAiCall.ANSWER, answer.getBytes(StandardCharsets.UTF_8))) {
            assertThat(skeleton.isComplete()).isTrue();
            return UsageFigures.read(api, skeleton.node(), null);
        }
    }
}
