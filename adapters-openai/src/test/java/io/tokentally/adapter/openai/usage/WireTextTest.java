package io.tokentally.adapter.openai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ServiceTier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTextTest {

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
        assertThat(WireText.serviceTier(served)).isEqualTo(new ServiceTier(tier));
    }

    @Test
    void tierThatIsNotNamedIsTheStandard() {
        assertThat(WireText.serviceTier(null)).isEqualTo(ServiceTier.STANDARD);
    }

    @Test
    void textsAreCutBetweenWholeCharacters() {
        String cut = WireText.error("x".repeat(119) + "😀");

        assertThat(cut).isEqualTo("x".repeat(119));
    }

    @Test
    void controlCharactersAndHalfSurrogatesAreReplaced() {
        assertThat(WireText.error("a\0b\ud800c\n")).isEqualTo("a?b?c?");
    }

    @Test
    void blankTextIsNone() {
        assertThat(WireText.model(" \t ")).isNotNull();
        assertThat(WireText.model("   ")).isNull();
    }
}
