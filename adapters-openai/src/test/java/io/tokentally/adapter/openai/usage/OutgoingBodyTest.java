package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingBodyTest {

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
        OutgoingBody outgoing = read(MeteredApi.CHAT_COMPLETIONS, body);

        assertThat(text(outgoing)).isEqualTo(expected);
        assertThat(outgoing.withholdsUsage()).isTrue();
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
        OutgoingBody outgoing = read(MeteredApi.CHAT_COMPLETIONS, body);

        assertThat(text(outgoing)).isEqualTo(body);
        assertThat(outgoing.withholdsUsage()).isFalse();
    }

    @Test
    void otherApisHaveNoSuchOption() {
        String body = "{\"stream\":true}";

        assertThat(text(read(MeteredApi.RESPONSES, body))).isEqualTo(body);
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
        assertThat(read(MeteredApi.EMBEDDINGS, body).model().value()).isEqualTo(model);
    }

    private static OutgoingBody read(MeteredApi api, String body) {
        return OutgoingBody.of(api, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(OutgoingBody body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }
}
