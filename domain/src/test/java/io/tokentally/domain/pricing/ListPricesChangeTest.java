package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListPricesChangeTest {

    private static final ModelName MINI = new ModelName("gpt-4.1-mini");
    private static final ModelName OLD = new ModelName("gpt-3");
    private static final Instant ENDED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

    @Test
    void aModelWithoutASuccessorLosesItsPrice() {
        PriceBook before = book(version("nano-1", NANO, null), version("mini-1", MINI, null));
        PriceBook after = book(version("nano-2", NANO, null));

        assertThat(ListPricesChange.of(before, after, NOW)).isEqualTo(new ListPricesChange(1, 1, List.of(MINI)));
    }

    @Test
    void aModelWhoseNewPriceHasEndedLosesItAndOneWhosePriceHadEndedLosesNothing() {
        PriceBook before = book(version("nano-1", NANO, null), version("old-1", OLD, ENDED));
        PriceBook after = book(version("nano-2", NANO, ENDED));

        assertThat(ListPricesChange.of(before, after, NOW)).isEqualTo(new ListPricesChange(1, 0, List.of(NANO)));
    }

    @Test
    void theSameListTakesNoPriceAway() {
        PriceBook book = book(version("nano-1", NANO, null), version("mini-1", MINI, null));

        assertThat(ListPricesChange.of(book, book, NOW)).isEqualTo(new ListPricesChange(2, 2, List.of()));
    }

    private static PriceBook book(ModelPrice... prices) {
        return new PriceBook(Money.USD, List.of(prices));
    }

    private static ModelPrice version(String version, ModelName model, @Nullable Instant until) {
        return price(version, model, LAUNCH, until, perMillion(UsageUnit.INPUT_TOKENS, "0.10"));
    }
}
