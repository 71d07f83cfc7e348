package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.provider.PreparedRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRequestTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stream\":true, \"a\": 1.0e2}|{\"stream_options\":{\"include_usage\":true},\"stream\":true, \"a\": 1.0e2}",
                "{\"stream\":true,\"stream_options\" : null }|{\"stream\":true,\"stream_options\":{\"include_usage\":true} }",
                "{\"stream\":true,\"stream_options\":{ }}|{\"stream\":true,\"stream_options\":{\"include_usage\":true }}",
                "{\"stream\":true,\"stream_options\":{\"x\":1}}|{\"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":1}}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":false,\"x\":\"ü\"}}|{\"stream\":true,\"stream_options\":{\"include_usage\":true,\"x\":\"ü\"}}",
                "{\"stream_options\":{\"include_usage\":null},\"stream\":true}|{\"stream_options\":{\"include_usage\":true},\"stream\":true}"
            })
    void streamedChatAsksForUsageAndChangesNothingElse(String body, String expected) {
        OpenAiCall call = new OpenAiCall(MeteredApi.CHAT_COMPLETIONS, null);

        assertThat(text(prepare(call, body))).isEqualTo(expected);
        assertThat(call.filter()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":false}",
                "{\"model\":\"m\"}",
                "{\"stream\":\"true\"}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":true,\"stream_options\":7}",
                "{\"stream\":true,",
                "[true]",
                "not json",
                ""
            })
    void otherBodiesGoOutAsTheyAre(String body) {
        OpenAiCall call = new OpenAiCall(MeteredApi.CHAT_COMPLETIONS, null);

        assertThat(text(prepare(call, body))).isEqualTo(body);
        assertThat(call.filter()).isEmpty();
    }

    @Test
    void otherApisHaveNoSuchOption() {
        String body = "{\"stream\":true}";

        assertThat(text(prepare(new OpenAiCall(MeteredApi.RESPONSES, null), body)))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"model\":\"gpt-4.1-nano\"}|gpt-4.1-nano",
                "{\"model\":\" \"}|unknown",
                "{\"model\":7}|unknown",
                "{}|unknown",
                "not json|unknown"
            })
    void modelIsNamedOrUnknown(String body, String model) {
        assertThat(prepare(new OpenAiCall(MeteredApi.EMBEDDINGS, null), body)
                        .model()
                        .value())
                .isEqualTo(model);
    }

    @Test
    void imagesWithoutAModelAreThoseOfTheOldest() {
        assertThat(prepare(new OpenAiCall(MeteredApi.IMAGE_GENERATIONS, null), "{\"prompt\":\"x\"}")
                        .model()
                        .value())
                .isEqualTo("dall-e-2");
    }

    @Test
    void formNamesItsModelAmongFiles() {
        String form = """
                --b-1
                Content-Disposition: form-data; name="file"; filename="model"

                RIFF
                --b-1
                Content-Disposition: form-data; name="model"

                gpt-4o-transcribe
                --b-1
                Content-Disposition: form-data; name="stream"

                true
                --b-1--
                """.replace("\n", "\r\n");

        PreparedRequest request = new OpenAiCall(MeteredApi.TRANSCRIPTIONS, null)
                .prepare("multipart/form-data; boundary=\"b-1\"", form.getBytes(StandardCharsets.UTF_8));

        assertThat(request.model().value()).isEqualTo("gpt-4o-transcribe");
        assertThat(request.streamed()).isTrue();
        assertThat(text(request)).isEqualTo(form);
    }

    private static PreparedRequest prepare(OpenAiCall call, String body) {
        return call.prepare("application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(PreparedRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
