package io.tokentally.domain.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.metering.Outcome.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeTest {

    @ParameterizedTest
    @EnumSource
    void noFailureIsASuccess(Failure.Kind kind) {
        assertThat(Failure.of(kind).isSuccess()).isFalse();
        assertThat(new Outcome.Success().isSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600})
    void whatIsNoHttpStatusIsRefused(int status) {
        assertThatThrownBy(() -> new Failure(Failure.Kind.PROVIDER_ERROR, status, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HTTP status must lie between 100 and 599, not " + status);
    }

    @Test
    void providerWordsAreShortAndPlain() {
        Failure failure = new Failure(Failure.Kind.PROVIDER_ERROR, 429, " insufficient_quota ", "x".repeat(120));

        assertThat(failure.errorType()).isEqualTo("insufficient_quota");
        assertThatThrownBy(() -> new Failure(Failure.Kind.PROVIDER_ERROR, 429, null, "x".repeat(121)))
                .hasMessage("error code must have at most 120 characters, not 121");
        assertThatThrownBy(() -> new Failure(Failure.Kind.PROVIDER_ERROR, 429, "a\nb", null))
                .hasMessage("error type must not contain the character U+000A");
    }
}
