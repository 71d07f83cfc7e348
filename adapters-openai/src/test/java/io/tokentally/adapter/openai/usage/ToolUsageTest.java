package io.tokentally.adapter.openai.usage;

import static io.tokentally.domain.metering.UsageUnit.IMAGE_OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.INPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.OUTPUT_TOKENS;
import static io.tokentally.domain.metering.UsageUnit.WEB_SEARCHES;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsagePart.Flaw;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.RequestHead;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolUsageTest {

    private static final String ANSWER = """
            {"id": "resp_1", "object": "response", "status": "completed", "model": "gpt-5.5",
             "output": [{"type": "image_generation_call", "id": "ig_1", "status": "completed"}],
             "usage": {"input_tokens": 1820, "output_tokens": 210},
             "tool_usage": {"image_gen": %s, "web_search": {"num_requests": 3}}}""";
    private static final String IMAGE = """
            {"input_tokens": 171, "output_tokens": 7024, "input_tokens_details": {"text_tokens": 171, "image_tokens": 0},
             "output_tokens_details": {"image_tokens": 7024}}""";

    @Test
    void imagesAreTheWorkOfAnotherModel() {
        UsageReading reading = read("{\"model\": \"gpt-5.5\", \"input\": \"x\"}", ANSWER.formatted(IMAGE));

        assertThat(reading.knownQuantities().amounts())
                .isEqualTo(
                        Map.of(INPUT_TOKENS, 1991L, OUTPUT_TOKENS, 210L, IMAGE_OUTPUT_TOKENS, 7024L, WEB_SEARCHES, 3L));
        assertThat(reading.parts()).hasSize(2);
        assertThat(reading.parts().getFirst().model()).isNull();
        assertThat(reading.parts().getFirst().quantities().amounts())
                .isEqualTo(Map.of(INPUT_TOKENS, 1820L, OUTPUT_TOKENS, 210L, WEB_SEARCHES, 3L));
        UsagePart images = reading.parts().getLast();
        assertThat(images.model()).isEqualTo(new ModelName("gpt-image-2"));
        assertThat(images.serviceTier()).isEqualTo(ServiceTier.STANDARD);
        assertThat(images.flaw()).isNull();
        assertThat(images.quantities().amounts()).isEqualTo(Map.of(INPUT_TOKENS, 171L, IMAGE_OUTPUT_TOKENS, 7024L));
    }

    @Test
    void theRequestMayNameTheModelThatMakesThem() {
        UsageReading reading = read("""
                {"model": "gpt-5.5", "input": "x", "tools": [{"type": "image_generation", "model": "gpt-image-1-mini"}]}""", ANSWER.formatted(IMAGE));

        assertThat(reading.parts().getLast().model()).isEqualTo(new ModelName("gpt-image-1-mini"));
    }

    @Test
    void whichOfTwoModelsMadeThemNobodyCanTell() {
        UsageReading reading = read("""
                {"model": "gpt-5.5", "input": "x", "tools": [{"type": "image_generation", "model": "gpt-image-1-mini"},
                  {"type": "image_generation"}]}""", ANSWER.formatted(IMAGE));

        assertThat(reading.parts().getLast().flaw()).isEqualTo(Flaw.NO_MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"input_tokens\": 0, \"output_tokens\": 0}"})
    void anImageThatNothingTellsTheTokensOfHasNoCost(String told) {
        UsageReading reading = read("{\"model\": \"gpt-5.5\", \"input\": \"x\"}", ANSWER.formatted(told));

        assertThat(reading.parts().getLast().flaw()).isEqualTo(Flaw.NO_FIGURES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"input_tokens": -1, "output_tokens": 5}
                    {"input_tokens": 1, "output_tokens": 5, "output_tokens_details": {"image_tokens": 6}}
                    {"input_tokens": 1, "output_tokens": 99999999999999}
                    """)
    void absurdFiguresOfImagesMakeTheCallUnpriced(String told) {
        UsageReading reading = read("{\"model\": \"gpt-5.5\", \"input\": \"x\"}", ANSWER.formatted(told));

        assertThat(reading.parts().getLast().flaw()).isEqualTo(Flaw.INVALID_FIGURES);
        assertThat(reading.knownQuantities().of(INPUT_TOKENS)).isEqualTo(1820);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"output\": []",
                "\"output\": [{\"type\": \"image_generation_call\", \"status\": \"failed\"}]",
                "\"output\": [{\"type\": \"message\"}], \"tool_usage\": {\"image_gen\": {\"input_tokens\": 0, \"output_tokens\": 0}}",
            })
    void aResponseWithoutImagesIsBilledAsOne(String rest) {
        UsageReading reading = read("{\"model\": \"gpt-5.5\", \"input\": \"x\"}", """
                {"model": "gpt-5.5", "usage": {"input_tokens": 1820, "output_tokens": 210}, %s}""".formatted(rest));

        assertThat(reading.parts()).isEqualTo(List.of());
        assertThat(reading.knownQuantities().amounts()).isEqualTo(Map.of(INPUT_TOKENS, 1820L, OUTPUT_TOKENS, 210L));
    }

    @Test
    void searchesAreNotCountedTwice() {
        UsageReading reading = read("{\"model\": \"gpt-5.5\", \"input\": \"x\"}", """
                {"model": "gpt-5.5", "usage": {"input_tokens": 10, "output_tokens": 10},
                 "output": [{"type": "web_search_call", "action": {"type": "search"}}],
                 "tool_usage": {"web_search": {"num_requests": 1}}}""");

        assertThat(reading.knownQuantities().of(WEB_SEARCHES)).isEqualTo(1);
    }

    private static UsageReading read(String request, String answer) {
        MeteredExchange exchange = new OpenAiProtocol()
                .begin(RequestHead.of("POST", "/v1/responses", "localhost"))
                .orElseThrow();
        exchange.prepare("application/json", request.getBytes(StandardCharsets.UTF_8));
        ResponseReader reader = exchange.answer(ResponseHead.of(200, "application/json"));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        reader.arrived(bytes, 0, bytes.length, VisibleBytes.NOBODY);
        return reader.ended().reading();
    }
}
