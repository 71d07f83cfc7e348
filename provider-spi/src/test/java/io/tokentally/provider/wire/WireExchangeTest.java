package io.tokentally.provider.wire;

import static io.tokentally.provider.wire.SpokenCall.ESTIMATED_WHOLE;
import static io.tokentally.provider.wire.SpokenCall.reported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.wire.SpokenCall.Trait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WireExchangeTest {

    private static final String JSON = "{\"model\": \"m-1\", \"text\": \"hi\", \"used\": 5}";
    private static final String STREAM = "data: " + JSON + "\n\ndata: [DONE]\n\n";
    private static final String SOUND = "ID3\4\0";

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("application/json", JSON, reported(5), traits()),
                Arguments.of(null, JSON, reported(5), traits()),
                Arguments.of("text/event-stream; charset=utf-8", STREAM, reported(5), traits()),
                Arguments.of("text/event-stream", STREAM, reported(5), traits(Trait.STREAMED)),
                Arguments.of("text/plain", STREAM, reported(5), traits(Trait.STREAMED)),
                Arguments.of(null, STREAM, reported(5), traits(Trait.STREAMED)),
                Arguments.of("application/json", STREAM, reported(5), traits(Trait.STREAMED)),
                Arguments.of("application/json", JSON, reported(5), traits(Trait.STREAMED)),
                Arguments.of("audio/mpeg", SOUND, ESTIMATED_WHOLE, traits(Trait.NOT_JSON)),
                Arguments.of("audio/mpeg", SOUND, ESTIMATED_WHOLE, traits(Trait.NOT_JSON, Trait.STREAMED)),
                Arguments.of("application/json", JSON, reported(5), traits(Trait.NOT_JSON)),
                Arguments.of("application/json", JSON, reported(5), traits(Trait.NOT_JSON, Trait.STREAMED)),
                Arguments.of("text/event-stream", STREAM, reported(5), traits(Trait.NOT_JSON, Trait.STREAMED)));
    }

    private static Trait[] traits(Trait... traits) {
        return traits;
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsReadAsItsTypeAndItsRequestSay(
            @Nullable String contentType, String body, UsageReading reading, Trait... traits) {
        ProviderResponse answer = SpokenCall.ended(SpokenCall.answer(200, contentType, traits), body);

        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
        assertThat(answer.reading()).isEqualTo(reading);
        assertThat(answer.region()).isEqualTo(SpokenCall.REGION);
        assertThat(answer.servedModel()).isEqualTo(body.contains("m-1") ? new ModelName("m-1") : null);
    }

    @ParameterizedTest
    @CsvSource({
        "true, , MISSING, false",
        "false, , NOT_BILLED, false",
        "true, FREE, NOT_BILLED, true",
        "true, FETCHES, NOT_BILLED, true",
    })
    void whatWasNotAnsweredMayBeBilledIfItArrivedAndCosts(
            boolean mayHaveArrived, @Nullable Trait trait, UsageReading.Kind kind, boolean free) {
        WireExchange exchange = new WireExchange(trait == null ? new SpokenCall() : new SpokenCall(trait));

        ProviderResponse nothing = exchange.unanswered(Failure.Kind.TIMEOUT, mayHaveArrived);

        assertThat(nothing.reading().kind()).isEqualTo(kind);
        assertThat(nothing.isFree()).isEqualTo(free);
        assertThat(nothing.outcome()).isEqualTo(Failure.of(Failure.Kind.TIMEOUT));
        assertThat(nothing.region()).isEqualTo(SpokenCall.REGION);
        assertThat(nothing.serviceTier()).isEqualTo(ServiceTier.STANDARD);
    }

    @Test
    void theRequestIsLimitedAndPreparedByItsDialect() {
        WireExchange exchange = new WireExchange(new SpokenCall(Trait.STREAMED));

        assertThat(exchange.operation().value()).isEqualTo("spoken");
        assertThat(exchange.limitOutput("text", new byte[0], 7))
                .isEqualTo("text up to 7".getBytes(StandardCharsets.UTF_8));
        assertThat(exchange.prepare("text", new byte[0]).streamed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"200, flex", "500, flex"})
    void headersTellOfAnyAnswer(int status, String tier) {
        WireExchange exchange = new WireExchange(new SpokenCall());

        ResponseReader reader =
                exchange.answer(new ResponseHead(status, name -> name.equals("x-tier") ? List.of(tier) : List.of()));

        assertThat(SpokenCall.ended(reader, "{}").serviceTier()).isEqualTo(new ServiceTier(tier));
    }

    @Test
    void theDialectWithItsPromptIsLetGoOnceTheCallIsOver() {
        WireExchange unanswered = new WireExchange(new SpokenCall());
        unanswered.unanswered(Failure.Kind.TIMEOUT, true);
        WireExchange answered = new WireExchange(new SpokenCall());
        ResponseReader reader = answered.answer(ResponseHead.of(200, "application/json"));
        SpokenCall.ended(reader, JSON);

        assertThatIllegalStateException()
                .isThrownBy(() -> unanswered.prepare(null, new byte[0]))
                .withMessageContaining("spoken");
        assertThatIllegalStateException().isThrownBy(() -> answered.prepare(null, new byte[0]));
    }
}
