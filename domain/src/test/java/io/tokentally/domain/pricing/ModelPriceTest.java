package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ModelPriceTest {

    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void timesThatMeetDoNotOverlap() {
        Validity first = new Validity(LAUNCH, LATER);
        Validity second = Validity.since(LATER);

        assertThat(first.overlaps(second)).isFalse();
        assertThat(second.overlaps(first)).isFalse();
        assertThat(first.overlaps(Validity.since(LATER.minusNanos(1)))).isTrue();
    }

    @Test
    void aTimeThatEndsBeforeItStartsIsRefused() {
        assertThatThrownBy(() -> nanoPrice("v", LAUNCH, LAUNCH, "1"))
                .hasMessage("valid from 2025-04-14T00:00:00Z, which is not before 2025-04-14T00:00:00Z");
    }

    @Test
    void twoRatesForOneUnitAreRefused() {
        Rate rate = perMillion(UsageUnit.INPUT_TOKENS, "1");

        assertThatThrownBy(() -> price("v", NANO, LAUNCH, null, rate, rate))
                .hasMessage("The price of gpt-4.1-nano has two rates for INPUT_TOKENS");
    }

    @Test
    void aPriceWithoutRatesIsRefused() {
        assertThatThrownBy(() -> price("v", NANO, LAUNCH, null)).hasMessage("The price of gpt-4.1-nano has no rates");
    }
}
