package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BearerKeyTest {

    @ParameterizedTest
    @CsvSource({
        "Bearer sk-1, sk-1",
        "bearer sk-1, sk-1",
        "'BEARER \t sk-1 ', sk-1",
        "Bearer, ''",
        "'Bearer ', ''",
        "Bearersk-1, ",
        "Bear, ",
        "Basic sk-1, ",
        "' Bearer sk-1', ",
        "'', ",
    })
    void theKeyIsWhatFollowsTheScheme(String value, @Nullable String key) {
        assertThat(BearerKey.in(value).orElse(null)).isEqualTo(key);
    }
}
