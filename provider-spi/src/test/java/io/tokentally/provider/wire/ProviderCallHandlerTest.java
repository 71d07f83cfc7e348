package io.tokentally.provider.wire;

import static io.tokentally.provider.wire.SpokenCall.reported;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call is taken for whose dialect tells no more than it must. */
class ProviderCallHandlerTest {

    private static ProviderResponse answer(int status, @Nullable String type, String body) {
        return SpokenCall.ended(new WireExchange(new Terse()).answer(ResponseHead.of(status, type)), body);
    }

    @Test
    void itsAnswersAreJsonAndBilledByWhatTheyTell() {
        assertThat(answer(200, null, "{\"used\": 5}"))
                .extracting(ProviderResponse::reading, ProviderResponse::isFree)
                .containsExactly(reported(5), false);
    }

    @Test
    void figuresOfZeroAreBelievedAndNothingIsEstimated() {
        assertThat(answer(200, null, "{\"used\": 0}").reading()).isEqualTo(reported(0));
        assertThat(answer(200, null, "{}").reading()).isEqualTo(new UsageReading.Missing());
    }

    @Test
    void anErrorStatusIsAFailureThoughTheDialectFindsNoErrorInIt() {
        assertThat(answer(500, "application/json", "{\"error\": {\"type\": \"a\"}}")
                        .outcome())
                .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 500, null, null));
    }

    private static final class Terse implements ProviderCallHandler {

        @Override
        public Operation operation() {
            return new Operation("terse");
        }

        @Override
        public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
            return new PreparedRequest(body, Identifiers.UNKNOWN_MODEL, false);
        }

        @Override
        public FieldSelection answerShape() {
            return FieldSelection.of("used");
        }

        @Override
        public void takeError(ObjectNode answer, ResponseAccumulator facts) {}

        @Override
        public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {
            if (answer.has("used")) {
                facts.reading(reported(Counts.of(answer.path("used"))));
            }
        }

        @Override
        public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
    }
}
