package io.tokentally.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputBandTest {

    @Test
    void isReadAsItIsWritten() {
        assertThat(new InputBand(0, 200_000L)).hasToString("0-200000");
        assertThat(InputBand.of("0-200000")).isEqualTo(new InputBand(0, 200_000L));
        assertThat(new InputBand(200_001, null)).hasToString("200001-");
        assertThat(InputBand.of("200001-")).isEqualTo(new InputBand(200_001, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "200001",
                "-",
                "-200000",
                "200001+",
                "0-200000-",
                "007-",
                "0-2e5",
                "1000000000000000000-",
                "5-4"
            })
    void nothingElseIsOne(String text) {
        assertThatThrownBy(() -> InputBand.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
