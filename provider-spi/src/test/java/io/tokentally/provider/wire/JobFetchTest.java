package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetching, by a dialect that leaves all to the defaults. */
class JobFetchTest {

    private static final byte[] BODY = {'{', '}'};

    private final MeteredExchange exchange = new WireExchange(new Fetch());

    @Test
    void aRequestGoesOutAsItIsAndUsesNothing() {
        PreparedRequest prepared = exchange.prepare(null, BODY);

        assertThat(exchange.operation().value()).isEqualTo("jobs.retrieve");
        assertThat(exchange.limitOutput(null, BODY, 5)).isSameAs(BODY);
        assertThat(prepared.body()).isSameAs(BODY);
        assertThat(prepared.model()).isEqualTo(ModelName.UNKNOWN);
        assertThat(prepared.streamed()).isFalse();
        assertThat(prepared.bounds()).isEqualTo(RequestBounds.NOTHING);
    }

    @Test
    void anAnswerThatTellsOfNoWorkIsFree() {
        exchange.prepare(null, BODY);
        ProviderResponse answer = SpokenCall.ended(exchange.answer(ResponseHead.of(200, "application/json")), "{}");

        assertThat(answer.outcome()).isEqualTo(new Outcome.Success());
        assertThat(answer.reading()).isEqualTo(new UsageReading.NotBilled());
        assertThat(answer.isFree()).isTrue();
        assertThat(answer.region()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void nothingIsWithheldOfItsAnswer(String type) {
        ResponseReader reader = exchange.answer(ResponseHead.of(200, type));

        assertThat(reader.isFiltered()).isFalse();
        assertThat(reader.sessions()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'data: {}\n\n', false", "'data: {}\n\ndata: [DONE]\n\n', true"})
    void aStreamThatDoesNotSayThatItIsAtItsEndIsInterrupted(String stream, boolean whole) {
        ProviderResponse answer = SpokenCall.ended(exchange.answer(ResponseHead.of(200, "text/event-stream")), stream);

        assertThat(answer.outcome().isSuccess()).isEqualTo(whole);
    }

    private static final class Fetch extends JobFetch {

        Fetch() {
            super("jobs.retrieve");
        }

        @Override
        public FieldSelection answerShape() {
            return FieldSelection.of("id");
        }

        @Override
        public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {}

        @Override
        public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
    }
}
