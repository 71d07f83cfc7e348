package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallAttemptTest {

    private static final CallId CALL = new CallId(new UUID(1, 2));
    private static final Outcome FAILURE = Outcome.Failure.of(Outcome.Failure.Kind.TIMEOUT);

    @Test
    void keepsWhatItIsTold() {
        assertThat(CallAttempt.told(3, CALL)).isEqualTo(new CallAttempt(3, CALL));
        assertThat(CallAttempt.told(3, null)).isEqualTo(new CallAttempt(3, null));
        assertThat(CallAttempt.told(1_000, null).number()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_001, 1_000_000_000, 1L << 32 | 2, Long.MAX_VALUE})
    void aNumberThatCannotBeIsUnknown(long number) {
        assertThat(CallAttempt.told(number, CALL)).isEqualTo(new CallAttempt(null, CALL));
        if (number == (int) number) {
            assertThatThrownBy(() -> new CallAttempt((int) number, CALL))
                    .hasMessage("The number of an attempt is from 1 to 1000, not " + number);
        }
    }

    @Test
    void aFirstAttemptOfAnUnknownCallSaysNothing() {
        assertThat(new CallAttempt(1, null)).isEqualTo(CallAttempt.UNTOLD);
    }

    @Test
    void noOtherFollowsAFirstAttemptThatWentWell() {
        CallAttempt first = new CallAttempt(1, CALL);
        CallAttempt second = new CallAttempt(2, CALL);
        CallAttempt uncounted = new CallAttempt(null, CALL);

        assertThat(first.ended(new Outcome.Success())).isEqualTo(CallAttempt.UNTOLD);
        assertThat(first.ended(FAILURE)).isEqualTo(first);
        assertThat(second.ended(new Outcome.Success())).isEqualTo(second);
        assertThat(uncounted.ended(new Outcome.Success())).isEqualTo(uncounted);
    }
}
