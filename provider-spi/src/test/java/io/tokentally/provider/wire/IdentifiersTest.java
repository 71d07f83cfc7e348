package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
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
        assertThat(Identifiers.error("a\0b\ud800c\udfffd\n")).isEqualTo("a?b?c?d?");
    }

    @Test
    void namesAreCutToTheirLength() {
        assertThat(Identifiers.model("m".repeat(1_000))).isEqualTo(new ModelName("m".repeat(ModelName.MAX_LENGTH)));
        assertThat(Identifiers.model("m".repeat(ModelName.MAX_LENGTH)))
                .isEqualTo(new ModelName("m".repeat(ModelName.MAX_LENGTH)));
        assertThat(Identifiers.error("e".repeat(121))).isEqualTo("e".repeat(120));
        assertThat(Identifiers.error("e".repeat(100) + " ".repeat(30) + "f")).isEqualTo("e".repeat(100));
        assertThat(Identifiers.error("😀".repeat(61))).isEqualTo("😀".repeat(60));
    }

    @Test
    void aRegionHasOneNameAndMayHaveNone() {
        assertThat(Identifiers.region(" EU ")).isEqualTo(new Region("eu"));
        assertThat(Identifiers.region(null)).isNull();
        assertThat(Identifiers.region(" ")).isNull();
        assertThat(Identifiers.model(null)).isNull();
        assertThat(Identifiers.error(null)).isNull();
    }

    @Test
    void blankTextIsNone() {
        assertThat(Identifiers.model(" \t ")).isNotNull();
        assertThat(Identifiers.model("   ")).isNull();
    }
}
