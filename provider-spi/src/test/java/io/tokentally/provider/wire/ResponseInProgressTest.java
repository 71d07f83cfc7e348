package io.tokentally.provider.wire;

import static io.tokentally.provider.wire.SpokenCall.ESTIMATED_PART;
import static io.tokentally.provider.wire.SpokenCall.ESTIMATED_WHOLE;
import static io.tokentally.provider.wire.SpokenCall.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.provider.wire.SpokenCall.Trait;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers are settled as, whatever kind they are of. */
class ResponseInProgressTest {

    private static final String JSON = "application/json";
    private static final String EVENTS = "text/event-stream";
    private static final UsageReading MISSING = new UsageReading.Missing();

    static Stream<Arguments> wholeAnswers() {
        return Stream.of(
                Arguments.of("{\"used\": 5}", reported(5), traits()),
                Arguments.of("{\"used\": 5, \"text\": \"hi\"}", reported(5), traits()),
                Arguments.of("{\"text\": \"hi\"}", ESTIMATED_WHOLE, traits()),
                Arguments.of("{}", ESTIMATED_WHOLE, traits()),
                Arguments.of("{\"used\": -1, \"text\": \"hi\"}", new UsageReading.Invalid(), traits()),
                // All zeros tell nothing of an answer that is work.
                Arguments.of("{\"used\": 0}", reported(0), traits()),
                Arguments.of("{\"used\": 0, \"text\": \"hi\"}", ESTIMATED_WHOLE, traits()),
                Arguments.of("{\"used\": 0}", ESTIMATED_WHOLE, traits(Trait.ALWAYS_WORK)),
                Arguments.of("{\"used\": 5}", reported(5), traits(Trait.ALWAYS_WORK)),
                Arguments.of("{\"used\": 0, \"error\": {}}", reported(0), traits(Trait.ALWAYS_WORK)),
                // Of an error nobody knows what it cost, unless content came ahead of it.
                Arguments.of("{\"error\": {\"type\": \"a\"}}", MISSING, traits()),
                Arguments.of("{\"error\": {\"type\": \"a\"}, \"text\": \"hi\"}", ESTIMATED_PART, traits()));
    }

    private static Trait[] traits(Trait... traits) {
        return traits;
    }

    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void anAnswerThatIsWholeIsReadOrEstimated(String body, UsageReading reading, Trait... traits) {
        Outcome outcome = body.contains("error")
                ? new Failure(Failure.Kind.PROVIDER_ERROR, 200, body.contains("type") ? "a" : null, null)
                : new Outcome.Success();

        assertThat(SpokenCall.ended(SpokenCall.answer(200, JSON, traits), body))
                .extracting(ProviderResponse::outcome, ProviderResponse::reading)
                .containsExactly(outcome, reading);
        String stream = "data: " + body + "\n\ndata: [DONE]\n\n";
        assertThat(SpokenCall.ended(SpokenCall.answer(200, EVENTS, traits), stream))
                .as("as a stream")
                .extracting(ProviderResponse::outcome, ProviderResponse::reading)
                .containsExactly(outcome, reading);
    }

    static Stream<Arguments> brokenAnswers() {
        String content = "data: {\"text\": \"hi\"}\n\n";
        Failure timeout = new Failure(Failure.Kind.TIMEOUT, 200, null, null);
        Failure error = new Failure(Failure.Kind.PROVIDER_ERROR, 200, "a", null);
        Failure invalid = new Failure(Failure.Kind.INVALID_RESPONSE, 200, null, null);
        return Stream.of(
                Arguments.of(EVENTS, "", timeout, MISSING),
                Arguments.of(EVENTS, ": comment\n\n", timeout, MISSING),
                Arguments.of(EVENTS, content, timeout, ESTIMATED_PART),
                Arguments.of(EVENTS, content + "data: {\"used\": 5}\n\n", timeout, reported(5)),
                Arguments.of(EVENTS, content + "data: {\"used\": 0}\n\n", timeout, ESTIMATED_PART),
                Arguments.of(EVENTS, content + "data: oops\n\n", invalid, MISSING),
                Arguments.of(EVENTS, content + "data: {\"error\": {\"type\": \"a\"}}\n\n", error, ESTIMATED_PART),
                Arguments.of(EVENTS, content + "data: [DONE]\n\n", new Outcome.Success(), ESTIMATED_WHOLE),
                Arguments.of(JSON, "", timeout, MISSING),
                Arguments.of(JSON, "{\"used\": 5, \"text\": \"hi", timeout, MISSING),
                Arguments.of(JSON, "oops", invalid, MISSING),
                Arguments.of(JSON, "{\"used\": 5}", new Outcome.Success(), reported(5)));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void anAnswerThatBreaksOffIsReadAsFarAsItCanBeBelieved(
            String contentType, String body, Outcome outcome, UsageReading reading) {
        ResponseReader reader = SpokenCall.answer(200, contentType);
        SpokenCall.feed(reader, body, 1_000);

        assertThat(reader.broken(Failure.Kind.TIMEOUT))
                .extracting(ProviderResponse::outcome, ProviderResponse::reading)
                .containsExactly(outcome, reading);
    }

    @ParameterizedTest
    @CsvSource({"'', MISSING", "ID3, ESTIMATED"})
    void aSpokenAnswerThatBreaksOffIsEstimatedIfAnyOfItCame(String body, UsageReading.Kind kind) {
        ResponseReader reader = SpokenCall.answer(200, "audio/mpeg", Trait.NOT_JSON);
        SpokenCall.feed(reader, body, 2);
        SpokenCall.feed(reader, "", 1);
        reader.arrived(new byte[0], 0, 0, VisibleBytes.NOBODY);

        assertThat(reader.isComplete()).isFalse();
        ProviderResponse broken = reader.broken(Failure.Kind.TIMEOUT);
        assertThat(broken.reading().kind()).isEqualTo(kind);
        assertThat(broken.outcome()).isEqualTo(new Failure(Failure.Kind.TIMEOUT, 200, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "{}, , false",
        "{\"used\": 5}, , true",
        "{\"used\": -1}, , true",
        "{}, FREE, true",
        "{}, FETCHES, true",
    })
    void whatNeedsNoCountingIsToldAtOnce(String body, @Nullable Trait trait, boolean atOnce) {
        ResponseReader reader = trait == null ? SpokenCall.answer(200, JSON) : SpokenCall.answer(200, JSON, trait);
        SpokenCall.feed(reader, body, 1_000);

        assertThat(reader.hasUsage()).isEqualTo(atOnce);
        reader.ended();
        assertThat(reader.hasUsage()).as("once it was asked").isTrue();
    }

    @Test
    void whatAFreeCallTellsIsNotBilled() {
        assertThat(SpokenCall.ended(SpokenCall.answer(200, JSON, Trait.FREE), "{\"used\": 5}"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(new UsageReading.NotBilled(), true);
        assertThat(SpokenCall.ended(SpokenCall.answer(200, JSON), "{\"used\": 5}")
                        .isFree())
                .isFalse();
    }

    @Test
    void whatIsFetchedIsBilledForTheWorkThatItTellsOfAlone() {
        assertThat(SpokenCall.ended(SpokenCall.answer(200, JSON, Trait.FETCHES), "{\"used\": 5, \"work\": \"w\"}"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree, ProviderResponse::billedOnce)
                .containsExactly(reported(5), false, new BillableJob("w", Instant.EPOCH));
        assertThat(SpokenCall.ended(SpokenCall.answer(200, JSON, Trait.FETCHES), "{\"used\": 5}"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree, ProviderResponse::billedOnce)
                .containsExactly(new UsageReading.NotBilled(), true, null);
    }

    @Test
    void whatIsBilledLaterIsFreeUnlessItsUsageIsTold() {
        ResponseReader underWay = SpokenCall.answer(200, JSON);
        assertThat(SpokenCall.ended(underWay, "{\"later\": \"w\"}"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(new UsageReading.NotBilled(), true);
        assertThat(underWay.begun()).isEqualTo("w");

        ResponseReader told = SpokenCall.answer(200, JSON);
        assertThat(SpokenCall.ended(told, "{\"later\": \"w\", \"used\": 5}"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(reported(5), false);
        assertThat(told.begun()).isNull();

        ResponseReader billed = SpokenCall.answer(200, JSON);
        SpokenCall.ended(billed, "{\"later\": \"w\", \"work\": \"w\"}");
        assertThat(billed.begun()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"work, false", "cut, true"})
    void ofWorkAnswersThatBreakOffTellOnlyIfItIsBilledAllTheSame(String member, boolean told) {
        ResponseReader reader = SpokenCall.answer(200, EVENTS, Trait.FETCHES);
        SpokenCall.feed(reader, "data: {\"%s\": \"w\"}\n\n".formatted(member), 1_000);

        ProviderResponse broken = reader.broken(Failure.Kind.STREAM_INTERRUPTED);

        assertThat(broken.billedOnce()).isEqualTo(told ? new BillableJob("w", Instant.EPOCH) : null);
        assertThat(broken.isFree()).isEqualTo(!told);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerIsSettledOnceWhateverComesOrIsAskedAfterwards(boolean ended) {
        ResponseReader reader = SpokenCall.answer(200, EVENTS);
        SpokenCall.feed(reader, "data: {\"text\": \"hi\"}\n\n", 1_000);
        ProviderResponse settled = ended ? reader.ended() : reader.broken(Failure.Kind.CANCELLED);

        SpokenCall.feed(reader, "data: {\"used\": 5, \"id\": \"x\"}\n\n", 1_000);

        assertThat(reader.ended()).isSameAs(settled);
        assertThat(reader.broken(Failure.Kind.TIMEOUT)).isSameAs(settled);
        assertThat(reader.made()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofAnAnswerThatIsNotWholeItsBeginningIsRead(boolean ended) {
        ResponseReader reader = SpokenCall.answer(200, JSON);
        SpokenCall.feed(reader, "{\"model\": \"m-1\", \"id\": \"x\", \"text\": \"", 1_000);

        ProviderResponse answer = ended ? reader.ended() : reader.broken(Failure.Kind.TIMEOUT);

        assertThat(answer.servedModel()).isEqualTo(new ModelName("m-1"));
        assertThat(reader.made()).containsExactly("x");
    }

    @Test
    void theAnswersTextIsLetGoOnceItIsCounted() {
        ResponseAccumulator facts = new ResponseAccumulator(200, null);
        PlainResponse reader = new PlainResponse(new WireExchange(new SpokenCall()), facts);

        SpokenCall.ended(reader, "{\"text\": \"hi\"}");

        assertThat(facts.text().isEmpty()).isTrue();
        assertThat(facts.text().tokens(Tokenizer.O200K_BASE)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, {}, false",
        "text/event-stream, 'data: {}\n\n', false",
        "application/json, '{\"text\": \"hi\"}', false",
        "text/event-stream, 'data: {\"text\": \"hi\"}\n\n', true"
    })
    void theFirstContentIsToldOfStreamsAlone(String contentType, String body, boolean told) {
        ResponseReader reader = SpokenCall.answer(200, contentType);

        SpokenCall.feed(reader, body, 1_000);

        assertThat(reader.hasContent()).isEqualTo(told);
    }

    @Test
    void anAnswerThatIsNotFilteredIsNotPassedOn() {
        ResponseReader reader = SpokenCall.answer(200, JSON);

        assertThat(reader.isFiltered()).isFalse();
        assertThat(SpokenCall.feed(reader, "{\"text\": \"hi\"} ", 1)).isEmpty();
    }
}
