package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLimitTest {

    private static String limited(MeteredApi api, String body) {
        return limited(api, "application/json", body);
    }

    private static String limited(MeteredApi api, String type, String body) {
        return new String(
                OutputLimit.addTo(api, type, body.getBytes(StandardCharsets.UTF_8), 500), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "CHAT_COMPLETIONS | {\"model\":\"m\",\"n\":2} | {\"max_completion_tokens\":500,\"model\":\"m\",\"n\":2}",
                "RESPONSES | { \"model\": \"ä\" } | {\"max_output_tokens\":500, \"model\": \"ä\" }",
                "CHAT_COMPLETIONS | {\"model\":\"m\",\"max_completion_tokens\" : null,\"n\":2}"
                        + " | {\"model\":\"m\",\"max_completion_tokens\":500,\"n\":2}",
                "CHAT_COMPLETIONS | {\"max_tokens\":null,\"model\":\"m\"}"
                        + " | {\"max_completion_tokens\":500,\"max_tokens\":null,\"model\":\"m\"}",
                "RESPONSES | {\"model\":\"m\",\"max_output_tokens\":null} | {\"model\":\"m\",\"max_output_tokens\":500}"
            })
    void aRequestWithoutALimitGetsOneAndStaysAsItIsApartFromThat(MeteredApi api, String body, String becomes) {
        assertThat(limited(api, body)).isEqualTo(becomes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":\"m\",\"max_tokens\":7}",
                "{\"model\":\"m\",\"max_completion_tokens\":100000}",
                "{\"model\":\"m\",\"max_completion_tokens\":\"7\"}",
                "{\"model\":\"m\",\"max_completion_tokens\":null,\"max_tokens\":7}",
                "{\"model\":\"m\",\"max_completion_tokens\":7,\"max_completion_tokens\":null}",
                "{\"messages\":[]}",
                "{}",
                "[]",
                "",
                "{\"model\":\"m\"",
                "no JSON"
            })
    void whatSetsALimitOrCannotBeUnderstoodStaysAsItIs(String body) {
        assertThat(limited(MeteredApi.CHAT_COMPLETIONS, body)).isEqualTo(body);
    }

    @Test
    void aLimitOfAnotherApiIsNone() {
        assertThat(limited(MeteredApi.RESPONSES, "{\"model\":\"m\",\"max_tokens\":7}"))
                .startsWith("{\"max_output_tokens\":500,");
    }

    @ParameterizedTest
    @EnumSource(
            value = MeteredApi.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CHAT_COMPLETIONS", "RESPONSES"})
    void otherApisHaveNoLimitOrALowOneOfTheirOwn(MeteredApi api) {
        assertThat(limited(api, "{\"model\":\"m\"}")).isEqualTo("{\"model\":\"m\"}");
    }

    @Test
    void aFormIsLeftAlone() {
        assertThat(limited(MeteredApi.CHAT_COMPLETIONS, "multipart/form-data; boundary=x", "{\"model\":\"m\"}"))
                .isEqualTo("{\"model\":\"m\"}");
    }
}
