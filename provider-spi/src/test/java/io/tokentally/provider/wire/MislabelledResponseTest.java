package io.tokentally.provider.wire;

import static io.tokentally.provider.wire.SpokenCall.reported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.wire.SpokenCall.Trait;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MislabelledResponseTest {

    private static final String STREAM = "data: {\"text\": \"hi\", \"used\": 5}\n\ndata: [DONE]\n\n";
    private static final String SEEN = "data: {\"text\": \"hi\"}\n\ndata: [DONE]\n\n";

    private static ResponseReader filtered() {
        return SpokenCall.answer(200, "application/json", Trait.STREAMED, Trait.FILTERED);
    }

    private static ResponseReader unfiltered() {
        return SpokenCall.answer(200, "application/json", Trait.STREAMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\": \"hi\", \"used\": 5}", " \t\r\n{\"used\": 5}\n"})
    void anObjectIsAPlainAnswerThatIsSeenAsItIs(String body) {
        for (int piece : new int[] {1, 3, 1_000}) {
            ResponseReader reader = filtered();

            assertThat(SpokenCall.feed(reader, body, piece)).isEqualTo(body);
            assertThat(reader.hasContent()).as("the first of a stream").isFalse();
            assertThat(reader.ended().reading()).isEqualTo(reported(5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", " \t\n"})
    void whatBeginsOtherwiseIsAStreamOfWhichTheCallerSeesWhatIsHisOwn(String ahead) {
        for (int piece : new int[] {1, 3, 1_000}) {
            ResponseReader reader = filtered();

            assertThat(SpokenCall.feed(reader, ahead + STREAM, piece)).isEqualTo(ahead + SEEN);
            assertThat(reader.hasContent()).isTrue();
            assertThat(reader.ended())
                    .extracting(ProviderResponse::outcome, ProviderResponse::reading)
                    .containsExactly(new Outcome.Success(), reported(5));
        }
    }

    @Test
    void anArrayIsNoStreamAndNoAnswer() {
        ResponseReader reader = filtered();

        assertThat(SpokenCall.feed(reader, "[{\"used\": 5}]", 4)).isEqualTo("[{\"used\": 5}]");
        assertThat(reader.ended().outcome()).isEqualTo(new Failure(Failure.Kind.INVALID_RESPONSE, 200, null, null));
    }

    @Test
    void whatIsNotFilteredIsNotTakenForTheCaller() {
        ResponseReader reader = unfiltered();

        assertThat(reader.isFiltered()).isFalse();
        assertThat(SpokenCall.feed(reader, "\n" + STREAM, 5)).isEmpty();
        assertThat(reader.ended().reading()).isEqualTo(reported(5));
    }

    @Test
    void itIsToldAsFilteredBeforeItsFirstByteAndKnowsNothingYet() {
        ResponseReader reader = filtered();

        assertThat(reader.isFiltered()).isTrue();
        assertThat(reader.hasContent()).isFalse();
        assertThat(reader.isComplete()).isFalse();
        assertThat(reader.hasUsage()).isFalse();
    }

    @Test
    void itIsCompleteAndHasItsUsageOnceTheStreamHas() {
        ResponseReader reader = filtered();
        SpokenCall.feed(reader, STREAM.substring(0, STREAM.indexOf("[DONE]")), 1_000);

        assertThat(reader.hasUsage()).isTrue();
        assertThat(reader.isComplete()).isFalse();

        SpokenCall.feed(reader, "[DONE]\n\n", 1_000);

        assertThat(reader.isComplete()).isTrue();
    }

    @Test
    void whatComesLateIsSeenAndNotRead() {
        ResponseReader reader = filtered();
        SpokenCall.feed(reader, "data: {\"text\": \"hi\"}\n\n", 1_000);
        ProviderResponse broken = reader.broken(Failure.Kind.CANCELLED);

        ByteArrayOutputStream visible = new ByteArrayOutputStream();
        byte[] late = "...data: {\"used\": 5}\n\ndata: {\"te".getBytes(StandardCharsets.UTF_8);
        reader.arrivedLate(late, 3, late.length - 3, visible::write);
        reader.rest(visible::write);

        assertThat(visible.toString(StandardCharsets.UTF_8)).isEqualTo("data: {}\n\ndata: {\"te");
        assertThat(broken.reading()).isEqualTo(SpokenCall.ESTIMATED_PART);
        assertThat(reader.ended()).isSameAs(broken);
    }

    @ParameterizedTest
    @ValueSource(strings = {" {\"used\": 5}", "\n\nall of it"})
    void anAnswerOfWhichAllComesLateIsSeenAsItIs(String late) {
        ResponseReader reader = filtered();
        reader.broken(Failure.Kind.CANCELLED);

        ByteArrayOutputStream visible = new ByteArrayOutputStream();
        byte[] bytes = ("..." + late).getBytes(StandardCharsets.UTF_8);
        reader.arrivedLate(bytes, 3, bytes.length - 3, visible::write);
        reader.rest(visible::write);

        assertThat(visible.toString(StandardCharsets.UTF_8)).isEqualTo(late);
    }

    @Test
    void anAnswerOfWhichNothingCameIsNoAnswer() {
        assertThat(filtered().ended())
                .extracting(ProviderResponse::outcome, ProviderResponse::reading)
                .containsExactly(
                        new Failure(Failure.Kind.INVALID_RESPONSE, 200, null, null), new UsageReading.Missing());
    }

    /** A background response that is under way keeps its room in a budget, whatever its answer calls itself. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "data: %s\n\n"})
    void whatTheProviderKeepsAndIsAtWorkOnIsToldOfAnObjectAndOfAStream(String form) {
        ResponseReader reader = unfiltered();

        SpokenCall.ended(
                reader, form.formatted("{\"id\": \"resp_1\", \"later\": \"resp_1\", \"session\": \"cntr_1\"}"));

        assertThat(reader.made()).containsExactly("resp_1");
        assertThat(reader.begun()).isEqualTo("resp_1");
        assertThat(reader.sessions()).containsExactly(SpokenCall.session("cntr_1"));
    }

    @Test
    void nothingThatReadersTellIsLeftToADefaultThatKnowsNothing() {
        assertThat(ResponseReader.class.getMethods())
                .filteredOn(Method::isDefault)
                .isNotEmpty()
                .allSatisfy(method -> assertThat(MislabelledResponse.class
                                .getMethod(method.getName(), method.getParameterTypes())
                                .getDeclaringClass())
                        .isEqualTo(MislabelledResponse.class));
    }
}
