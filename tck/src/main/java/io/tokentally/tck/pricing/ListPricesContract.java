package io.tokentally.tck.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceQuery;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every price list knows. */
public abstract class ListPricesContract {

    private static final Instant NOW = Instant.parse("2026-10-15T12:00:00Z");

    protected abstract ListPrices source();

    @Test
    void knowsThePriceOfTheDefaultModelExactly() {
        Quantities quantities = Quantities.builder()
                .add(UsageUnit.INPUT_TOKENS, 10_000)
                .add(UsageUnit.OUTPUT_TOKENS, 2_500)
                .build();

        assertThat(price("gpt-4.1-nano", quantities).total()).isEqualTo(Money.usd("0.002"));
        assertThat(price("gpt-4.1-nano-2025-04-14", quantities).total()).isEqualTo(Money.usd("0.002"));
    }

    @Test
    void cachedTokensHaveTheirOwnPrice() {
        Quantities quantities =
                Quantities.builder().add(UsageUnit.CACHED_INPUT_TOKENS, 1).build();

        assertThat(price("gpt-4.1-nano", quantities).total()).isEqualTo(Money.usd("0.000000025"));
    }

    @Test
    void aModelThatNobodyKnowsIsUnpricedAndNotFree() {
        Quantities quantities =
                Quantities.builder().add(UsageUnit.INPUT_TOKENS, 1).build();

        assertThat(price("no-such-model", quantities).status()).isEqualTo(CostStatus.UNPRICED);
    }

    private Cost price(String model, Quantities quantities) {
        return source().priceBook()
                .costOf(
                        new PriceQuery(Provider.OPENAI, new ModelName(model), ServiceTier.STANDARD, null, NOW),
                        new UsageReading.Reported(quantities));
    }
}
