package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ServiceTier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

    @ParameterizedTest
    @CsvSource({"'', standard", "flex, flex", "Turbo, turbo"})
    void tiersHaveOneNameEach(String served, String tier) {
        assertThat(Identifiers.serviceTier(served)).isEqualTo(new ServiceTier(tier));
    }

    @Test
    void tierThatIsNotNamedIsTheStandard() {
        assertThat(Identifiers.serviceTier(null)).isEqualTo(ServiceTier.STANDARD);
    }

    @Test
    void textsAreCutBetweenWholeCharacters() {
        String cut = Identifiers.error("x".repeat(119) + "😀");

        assertThat(cut).isEqualTo("x".repeat(119));
    }

    @Test
    void controlCharactersAndHalfSurrogatesAreReplaced() {
        assertThat(Identifiers.error("a\0b\ud800c\n")).isEqualTo("a?b?c?");
    }

    @Test
    void blankTextIsNone() {
        assertThat(Identifiers.model(" \t ")).isNotNull();
        assertThat(Identifiers.model("   ")).isNull();
    }
}
