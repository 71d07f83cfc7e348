package io.tokentally.ui.usage.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureExplanationTest {

    @ParameterizedTest
    @CsvSource({
        "429, insufficient_quota, usage.failure.quota",
        "429, requests, usage.failure.rate",
        "401, , usage.failure.key",
        "404, , usage.failure.model",
        "400, , usage.failure.request",
        "500, , usage.failure.server",
        "503, , usage.failure.server",
        "302, , usage.failure.PROVIDER_ERROR",
        ", , usage.failure.PROVIDER_ERROR"
    })
    void errorsOfTheProviderAreToldApart(@Nullable Integer status, @Nullable String type, String key) {
        assertThat(FailureExplanation.keyOf(new Failure(Failure.Kind.PROVIDER_ERROR, status, type, null)))
                .isEqualTo(key);
    }

    @Test
    void otherFailuresExplainThemselvesByKind() {
        assertThat(FailureExplanation.keyOf(Failure.of(Failure.Kind.TIMEOUT))).isEqualTo("usage.failure.TIMEOUT");
    }
}
