package io.tokentally.domain.whatif;

import static io.tokentally.domain.pricing.PriceFixtures.BUILT_IN;
import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.whatif.Alternative.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlternativePricesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ModelName LARGE = new ModelName("gpt-4.1");
    private static final ModelName OLD = new ModelName("gpt-old");

    private static final PriceBook BOOK = new PriceBook(
            Money.USD,
            List.of(
                    nanoPrice(),
                    tier(NANO, ServiceTier.BATCH, "0.05", "0.20"),
                    tier(LARGE, ServiceTier.STANDARD, "2", "8"),
                    tier(LARGE, ServiceTier.FLEX, "1", "4"),
                    tier(OLD, ServiceTier.STANDARD, "0.01", "0.01"),
                    price(
                            "speech",
                            new ModelName("speech"),
                            LAUNCH,
                            null,
                            perMillion(UsageUnit.SPEECH_CHARACTERS, "1"))),
            List.of(),
            List.of(new ModelLifecycle(
                    Provider.OPENAI,
                    ModelPattern.nameAndSnapshots(OLD),
                    LocalDate.of(2025, 12, 1),
                    null,
                    "https://example.com/shutdowns")));

    private final AlternativePrices prices = new AlternativePrices(BOOK, NOW);

    /** A million input tokens and a million output tokens: 10 dollars. */
    @Test
    void whatSavesMostComesFirst() {
        WhatIf whatIf = whatIf(
                null,
                used(LARGE, Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L, UsageUnit.OUTPUT_TOKENS, 1_000_000L)),
                used(NANO, Map.of(UsageUnit.EMBEDDING_INPUT_TOKENS, 0L)));

        assertThat(whatIf.costNow()).isEqualTo(Money.usd("10"));
        assertThat(whatIf.alternatives())
                .filteredOn(alternative -> !NANO.equals(alternative.model()))
                .extracting(
                        Alternative::kind, Alternative::insteadModel, Alternative::insteadTier, Alternative::otherwise)
                .containsExactly(
                        tuple(Kind.MODEL, NANO, null, Money.usd("0.5")),
                        tuple(Kind.TIER, null, ServiceTier.FLEX, Money.usd("5")),
                        tuple(Kind.DISCOUNT, null, null, Money.usd("9")));
        assertThat(whatIf.alternatives().getFirst().saving()).isEqualTo(Money.usd("9.5"));
    }

    @Test
    void modelsThatNobodyUsesAreToldWhereTheyAreAskedFor() {
        UsedModel used = used(LARGE, Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L));

        assertThat(whatIf(null, used).models()).containsExactly(NANO, new ModelName("speech"));
        assertThat(whatIf(null, used).alternatives())
                .extracting(Alternative::insteadModel)
                .doesNotContain(NANO);
        assertThat(whatIf(NANO, used).alternatives())
                .extracting(Alternative::insteadModel)
                .contains(NANO);
    }

    @Test
    void aModelThatIsAskedForIsToldThoughItCostsMore() {
        WhatIf whatIf = whatIf(LARGE, used(NANO, Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L)));

        assertThat(whatIf.alternatives())
                .filteredOn(alternative -> alternative.kind() == Kind.MODEL)
                .extracting(Alternative::insteadModel, Alternative::saving)
                .containsExactly(tuple(LARGE, Money.usd("-1.9")));
    }

    /** A million tokens at 2.5 cents would have been at 10. */
    @Test
    void withoutCacheWhatWasReadFromItIsInput() {
        WhatIf whatIf = whatIf(
                NANO,
                used(NANO, Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L, UsageUnit.CACHED_INPUT_TOKENS, 1_000_000L)));

        assertThat(whatIf.alternatives())
                .filteredOn(alternative -> alternative.kind() == Kind.NO_CACHE)
                .extracting(Alternative::cost, Alternative::otherwise)
                .containsExactly(tuple(Money.usd("0.125"), Money.usd("0.2")));
    }

    @Test
    void longInputsAreAtTheirRatesByTheAverageLength() {
        TieredRate rate = new TieredRate(
                perMillion(UsageUnit.INPUT_TOKENS, "1"),
                List.of(new TieredRate.Tier(1_000, perMillion(UsageUnit.INPUT_TOKENS, "2"))));
        PriceBook book = new PriceBook(Money.USD, List.of(price("long", terms(LARGE, ServiceTier.STANDARD, rate))));

        for (Map.Entry<Long, String> costOfCalls : Map.of(1L, "2", 2_000L, "1").entrySet()) {
            UsedModel used = new UsedModel(
                    Provider.OPENAI,
                    LARGE,
                    ServiceTier.STANDARD,
                    costOfCalls.getKey(),
                    Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L),
                    Money.usd("1"));
            assertThat(new AlternativePrices(book, NOW)
                            .whatIf(query(null, "10"), UsageTotals.none(Money.USD), List.of(used))
                            .costNow())
                    .isEqualTo(Money.usd(costOfCalls.getValue()));
        }
    }

    @Test
    void whatHasNoPriceTodayIsCounted() {
        WhatIf whatIf = whatIf(
                null,
                used(new ModelName("unheard-of"), Map.of(UsageUnit.INPUT_TOKENS, 1L)),
                used(NANO, Map.of(UsageUnit.WEB_SEARCHES, 1L)));

        assertThat(whatIf.unpricedNow()).isEqualTo(20);
        assertThat(whatIf.alternatives()).isEmpty();
    }

    @Test
    void discountsAreOnAllOfAProvider() {
        WhatIf whatIf = whatIf(
                NANO,
                used(NANO, Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L)),
                used(LARGE, Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L)));

        assertThat(whatIf.alternatives())
                .filteredOn(alternative -> alternative.kind() == Kind.DISCOUNT)
                .extracting(Alternative::model, Alternative::calls, Alternative::saving)
                .containsExactly(tuple(null, 20L, Money.usd("0.21")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100.5"})
    void whatIsNoDiscountIsRefused(String percent) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> query(null, percent))
                .withMessageContaining("more than 0 and at most 100 percent, not " + percent);
    }

    private WhatIf whatIf(@Nullable ModelName instead, UsedModel... used) {
        return prices.whatIf(query(instead, "10"), UsageTotals.none(Money.USD), List.of(used));
    }

    private static WhatIfQuery query(@Nullable ModelName instead, String discount) {
        return new WhatIfQuery(
                UsageScope.OWN,
                new Period(LocalDate.of(2025, 12, 1), LocalDate.of(2025, 12, 31), ZoneId.of("UTC")),
                Map.of(),
                instead,
                Percentage.of(discount));
    }

    private static UsedModel used(ModelName model, Map<UsageUnit, Long> quantities) {
        return new UsedModel(Provider.OPENAI, model, ServiceTier.STANDARD, 10, quantities, Money.usd("1"));
    }

    private static ModelPrice tier(ModelName model, ServiceTier tier, String input, String output) {
        return new ModelPrice(
                model + " on " + tier,
                terms(
                        model,
                        tier,
                        TieredRate.flat(perMillion(UsageUnit.INPUT_TOKENS, input)),
                        TieredRate.flat(perMillion(UsageUnit.OUTPUT_TOKENS, output))),
                BUILT_IN);
    }

    private static PriceTerms terms(ModelName model, ServiceTier tier, TieredRate... rates) {
        return new PriceTerms(
                Provider.OPENAI,
                model,
                ModelPattern.nameAndSnapshots(model),
                tier,
                new Validity(LAUNCH, null),
                List.of(rates),
                LongInputBilling.WHOLE_REQUEST,
                Map.of());
    }
}
