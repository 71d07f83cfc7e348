package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import io.tokentally.provider.wire.SpokenCall.Trait;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamResponseTest {

    private static final String STREAM = """
            data: {"text":"a","extra":null}

            : comment

            data: {"hidden":1}

            data: {"text":"b"}

            data: [DONE]

            """;

    private final List<ObjectNode> taken = new ArrayList<>();
    private final List<ObjectNode> seen = new ArrayList<>();
    private final ByteArrayOutputStream visible = new ByteArrayOutputStream();
    private int parsers;

    private EventStreamResponse begin(boolean filtered) {
        WireExchange exchange = new WireExchange(new Dialect(filtered));
        exchange.prepare(null, new byte[0]);
        return new EventStreamResponse(
                exchange, new ResponseAccumulator(200, null), StreamFraming.SERVER_SENT_EVENTS, shape -> {
                    parsers++;
                    return new SelectiveJsonParser(shape);
                });
    }

    private static void feed(EventStreamResponse response, String stream, int pieceSize, VisibleBytes visible) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += pieceSize) {
            response.arrived(bytes, at, Math.min(pieceSize, bytes.length - at), visible);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1000})
    void eachEventIsParsedOnceForItsUsageAndForWhatIsSeenOfIt(int pieceSize) {
        EventStreamResponse response = begin(true);
        feed(response, STREAM, pieceSize, visible::write);

        // The last, of [DONE], is no object.
        assertThat(parsers).isEqualTo(4);
        assertThat(taken).hasSize(3);
        assertThat(seen).hasSize(3);
        for (int i = 0; i < taken.size(); i++) {
            assertThat(seen.get(i)).isSameAs(taken.get(i));
        }
        assertThat(visible.toString(StandardCharsets.UTF_8))
                .isEqualTo(STREAM.replace(",\"extra\":null", "").replace("data: {\"hidden\":1}\n\n", ""));
        assertThat(response.ended().outcome()).isEqualTo(new Outcome.Success());
    }

    @Test
    void whatIsNotFilteredIsParsedOnceToo() {
        EventStreamResponse response = begin(false);
        feed(response, STREAM, 7, visible::write);

        assertThat(parsers).isEqualTo(4);
        assertThat(taken).hasSize(3);
        assertThat(visible.size()).isZero();
    }

    @Test
    void whatComesLateIsSeenAndNotTaken() {
        EventStreamResponse response = begin(true);
        feed(response, STREAM, 1000, visible::write);
        assertThat(response.ended().outcome()).isEqualTo(new Outcome.Success());
        visible.reset();

        byte[] late = "data: {\"hidden\":1}\n\ndata: {\"text\":\"c\",\"extra\":null}\n\ndata: {"
                .getBytes(StandardCharsets.UTF_8);
        response.arrivedLate(late, 0, late.length, visible::write);
        response.rest(visible::write);

        assertThat(taken).hasSize(3);
        assertThat(visible.toString(StandardCharsets.UTF_8)).isEqualTo("data: {\"text\":\"c\"}\n\ndata: {");
    }

    @Test
    void anEventThatIsUnderWayWhenTheAnswerIsAskedForIsStillReadForTheCaller() {
        EventStreamResponse response = begin(true);
        feed(response, "data: {\"text\":\"c\",\"ex", 1000, visible::write);
        assertThat(response.broken(Outcome.Failure.Kind.CANCELLED).outcome().isSuccess())
                .isFalse();

        byte[] late = "tra\":null}\n\n".getBytes(StandardCharsets.UTF_8);
        response.arrivedLate(late, 0, late.length, visible::write);

        assertThat(taken).isEmpty();
        assertThat(visible.toString(StandardCharsets.UTF_8)).isEqualTo("data: {\"text\":\"c\"}\n\n");
    }

    @Test
    void eventsInSeveralLinesAreSeenAsAWhole() {
        EventStreamResponse response = begin(true);
        String event = "data: {\"hidden\":1,\ndata: \"extra\":null}\n\n";
        feed(response, event, 5, visible::write);

        assertThat(taken).hasSize(1);
        assertThat(visible.toString(StandardCharsets.UTF_8)).isEqualTo(event);
    }

    static Stream<Arguments> ends() {
        String content = "data: {\"text\": \"hi\"}\n\n";
        String last = "data: {\"used\": 5, \"last\": true}\n\n";
        return Stream.of(
                Arguments.of(content, null, false),
                Arguments.of(content + "data: [DONE]\n\n", null, true),
                // The empty line that should end the last event is not there.
                Arguments.of(content + "data: [DONE]", null, true),
                Arguments.of(content + "data:[DONE]\n", null, true),
                Arguments.of(content + "data: [DON", null, false),
                Arguments.of(content + "data: [DONE] \n\n", null, true),
                // An event without data is none.
                Arguments.of("data: \n\n" + content + last, null, true),
                Arguments.of(content + last, null, true),
                Arguments.of(content + last.strip(), null, true),
                Arguments.of(content + last.replace("5", "-5"), null, false),
                Arguments.of(last + "data: {\"last\": false}\n\n", null, false),
                Arguments.of("data: oops\n\n" + last, null, false),
                Arguments.of(content, Trait.ENDS_WITH_ITS_BYTES, true),
                Arguments.of("", Trait.ENDS_WITH_ITS_BYTES, false),
                Arguments.of("data: oops\n\n" + content, Trait.ENDS_WITH_ITS_BYTES, false),
                Arguments.of(content + content.strip(), Trait.ENDS_WITH_ITS_BYTES, true),
                Arguments.of(content + "data: {\"te", Trait.ENDS_WITH_ITS_BYTES, false));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void aStreamIsWholeWhereItSaysSoOrNothingIsLackingOfIt(String stream, @Nullable Trait trait, boolean whole) {
        Trait[] traits = trait == null ? new Trait[0] : new Trait[] {trait};

        assertThat(SpokenCall.ended(SpokenCall.answer(200, "text/event-stream", traits), stream)
                        .outcome()
                        .isSuccess())
                .isEqualTo(whole);
        for (int piece = 1; piece < stream.length(); piece++) {
            ResponseReader reader = SpokenCall.answer(200, "text/event-stream", traits);
            SpokenCall.feed(reader, stream, piece);

            assertThat(reader.ended().outcome().isSuccess())
                    .as("in pieces of %d", piece)
                    .isEqualTo(whole);
        }
    }

    @Test
    void ofEventsThatFollowTheLastNothingIsTaken() {
        ResponseReader reader = SpokenCall.answer(200, "text/event-stream");

        assertThat(SpokenCall.ended(
                                reader, "data: {\"used\": 5}\n\ndata: [DONE]\n\ndata: {\"used\": 9, \"id\": \"x\"}\n\n")
                        .reading())
                .isEqualTo(SpokenCall.reported(5));
        assertThat(reader.made()).isEmpty();
    }

    @Test
    void whatFollowsTheLastEventIsSeenAsItsLikesAre() {
        ResponseReader reader = SpokenCall.answer(200, "text/event-stream", Trait.FILTERED);
        String done = "data: {\"used\": 5}\n\ndata: [DONE]\n\n";

        assertThat(SpokenCall.feed(reader, done + done, 7)).isEqualTo((done + done).replace("\"used\": 5", ""));
        reader.ended();
        assertThat(SpokenCall.feed(reader, done, 7)).isEqualTo(done.replace("\"used\": 5", ""));
    }

    @Test
    void eventsThatAreUnderstoodCountBesideOneThatIsNotUntilTheStreamBreaksOff() {
        ResponseReader reader = SpokenCall.answer(200, "text/event-stream");

        ProviderResponse answer = SpokenCall.ended(reader, "data: {\"used\": 5}\n\ndata: oops\n\ndata: [DONE]\n\n");

        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
        assertThat(answer.reading()).isEqualTo(SpokenCall.reported(5));
    }

    private final class Dialect implements ProviderCallHandler, EventFilter {

        private final boolean filtered;

        Dialect(boolean filtered) {
            this.filtered = filtered;
        }

        @Override
        public Operation operation() {
            return new Operation("test");
        }

        @Override
        public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
            return new PreparedRequest(body, Identifiers.UNKNOWN_MODEL, true);
        }

        @Override
        public FieldSelection answerShape() {
            return FieldSelection.of("text", "hidden", "extra");
        }

        @Override
        public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {}

        @Override
        public void takeEvent(ObjectNode event, ResponseAccumulator facts) {
            taken.add(event);
            facts.reading(new UsageReading.Reported(
                    Quantities.builder().add(UsageUnit.INPUT_TOKENS, 1).build()));
        }

        @Override
        public Optional<EventFilter> filter() {
            return filtered ? Optional.of(this) : Optional.empty();
        }

        @Override
        public String member() {
            return "extra";
        }

        @Override
        public Sight see(ObjectNode event) {
            seen.add(event);
            return event.has("hidden") ? Sight.NOTHING : event.has("extra") ? Sight.WITHOUT_MEMBER : Sight.WHOLE;
        }
    }
}
