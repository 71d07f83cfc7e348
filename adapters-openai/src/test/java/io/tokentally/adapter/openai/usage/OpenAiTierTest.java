package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ServiceTier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTierTest {

    @ParameterizedTest
    @CsvSource({
        "default, standard",
        "auto, standard",
        "'', standard",
        "fast, priority",
        "priority, priority",
        "flex, flex",
        "batch, batch",
        "scale, scale",
        "Turbo, turbo"
    })
    void tiersHaveOneNameEach(String served, String tier) {
        assertThat(OpenAiTier.of(served)).isEqualTo(new ServiceTier(tier));
    }
}
