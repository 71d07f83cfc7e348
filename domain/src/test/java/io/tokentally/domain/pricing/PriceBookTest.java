package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(InstancioExtension.class)
class PriceBookTest {

    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
    private static final ModelName UNKNOWN = new ModelName("gpt-unheard-of");
    private static final PriceBook BOOK = new PriceBook(Money.USD, List.of(nanoPrice()));

    @Test
    void tenThousandInputAndTwentyFiveHundredOutputTokensOfNanoCostExactlyAFifthOfACent() {
        Cost cost = priceOf(BOOK, NANO, Map.of(UsageUnit.INPUT_TOKENS, 10_000L, UsageUnit.OUTPUT_TOKENS, 2_500L));

        assertThat(cost.status()).isEqualTo(CostStatus.MEASURED);
        assertThat(cost.priceVersion()).isEqualTo("nano-1");
        assertThat(cost.total()).isEqualTo(Money.usd("0.002"));
        assertThat(cost.lines())
                .extracting(CostLine::unit, CostLine::quantity, CostLine::amount)
                .containsExactly(
                        tuple(UsageUnit.INPUT_TOKENS, 10_000L, Money.usd("0.001")),
                        tuple(UsageUnit.OUTPUT_TOKENS, 2_500L, Money.usd("0.001")));
    }

    @Test
    void cachedInputHasItsOwnRate() {
        Cost cost = priceOf(BOOK, NANO, Map.of(UsageUnit.INPUT_TOKENS, 2_000L, UsageUnit.CACHED_INPUT_TOKENS, 8_000L));

        assertThat(cost.total()).isEqualTo(Money.usd("0.0004"));
    }

    @Test
    void reasoningIsBilledAsOutputWhereItHasNoRateOfItsOwn() {
        Cost cost = priceOf(BOOK, NANO, Map.of(UsageUnit.REASONING_TOKENS, 2_500L));

        assertThat(cost.total()).isEqualTo(Money.usd("0.001"));
        assertThat(cost.lines()).extracting(CostLine::unit).containsExactly(UsageUnit.REASONING_TOKENS);
    }

    @Test
    void reasoningIsBilledByItsOwnRateWhereItHasOne() {
        PriceBook book = new PriceBook(
                Money.USD,
                List.of(price(
                        "v",
                        NANO,
                        LAUNCH,
                        null,
                        perMillion(UsageUnit.OUTPUT_TOKENS, "1"),
                        perMillion(UsageUnit.REASONING_TOKENS, "3"))));

        assertThat(priceOf(book, NANO, Map.of(UsageUnit.REASONING_TOKENS, 1_000_000L))
                        .total())
                .isEqualTo(Money.usd("3"));
    }

    @Test
    void unpricedModelIsNeverFree() {
        Cost cost = priceOf(BOOK, UNKNOWN, Map.of(UsageUnit.INPUT_TOKENS, 1L));

        assertThat(cost).isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
    }

    @Test
    void oneUnitWithoutARateLeavesTheWholeCallUnpriced() {
        Cost cost = priceOf(BOOK, NANO, Map.of(UsageUnit.INPUT_TOKENS, 10_000L, UsageUnit.AUDIO_INPUT_TOKENS, 1L));

        assertThat(cost).isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICE));
    }

    @Test
    void datedSnapshotCostsWhatItsModelCosts() {
        assertThat(find(BOOK, new ModelName("gpt-4.1-nano-2025-04-14"), LAUNCH)).isEqualTo(nanoPrice());
    }

    @Test
    void aPriceOfTheSnapshotItselfComesFirst() {
        ModelName snapshot = new ModelName("gpt-4.1-nano-2025-04-14");
        ModelPrice own = price("own", snapshot, LAUNCH, null, perMillion(UsageUnit.INPUT_TOKENS, "7"));
        PriceBook book = new PriceBook(Money.USD, List.of(nanoPrice(), own));

        assertThat(find(book, snapshot, LAUNCH)).isEqualTo(own);
        assertThat(find(book, NANO, LAUNCH)).isEqualTo(nanoPrice());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-2025-04-14",
                "gpt-4.1-nano-2025-04",
                "gpt-4.1-nano-2025-04-14-preview",
                "gpt-4.1-nano-mini",
                "gpt-4.1",
                "GPT-4.1-nano"
            })
    void namesThatOnlyLookAlikeHaveNoPrice(String name) {
        assertThat(find(BOOK, new ModelName(name), LAUNCH)).isNull();
    }

    @Test
    void theWholePriceIsThatOfTheTierServed() {
        assertThat(BOOK.find(new PriceQuery(Provider.OPENAI, NANO, ServiceTier.PRIORITY, null, LAUNCH)))
                .isEmpty();
        assertThat(BOOK.find(new PriceQuery(new Provider("other"), NANO, ServiceTier.STANDARD, null, LAUNCH)))
                .isEmpty();
    }

    @Test
    void eachInstantHasTheVersionThatWasInForce() {
        ModelPrice old = nanoPrice("old", LAUNCH, LATER, "0.20");
        ModelPrice current = nanoPrice("current", LATER, null, "0.10");
        PriceBook book = new PriceBook(Money.USD, List.of(current, old));

        assertThat(find(book, NANO, LAUNCH.minusNanos(1))).isNull();
        assertThat(find(book, NANO, LAUNCH)).isEqualTo(old);
        assertThat(find(book, NANO, LATER.minusNanos(1))).isEqualTo(old);
        assertThat(find(book, NANO, LATER)).isEqualTo(current);
        assertThat(find(book, NANO, Instant.MAX)).isEqualTo(current);
    }

    @Test
    void versionsThatOverlapAreRefused() {
        ModelPrice open = nanoPrice("open", LAUNCH, null, "0.10");
        ModelPrice next = nanoPrice("next", LATER, null, "0.20");
        ModelPrice around = nanoPrice("around", LAUNCH.minusSeconds(1), LATER.plusSeconds(1), "0.30");

        assertThatThrownBy(() -> new PriceBook(Money.USD, List.of(open, next)))
                .hasMessage("Prices open and next are valid at the same time for gpt-4.1-nano");
        assertThatThrownBy(() -> new PriceBook(Money.USD, List.of(next, open)))
                .hasMessage("Prices next and open are valid at the same time for gpt-4.1-nano");
        assertThatThrownBy(() -> new PriceBook(Money.USD, List.of(around, open)))
                .hasMessage("Prices around and open are valid at the same time for gpt-4.1-nano");
    }

    @Test
    void aPriceInAnotherCurrencyThanTheBookIsRefused() {
        assertThatThrownBy(() -> new PriceBook(Currency.getInstance("EUR"), List.of(nanoPrice())))
                .hasMessage("Price nano-1 is in USD, but the book is in EUR");
    }

    @Test
    void theModelThatAnsweredIsBilled() {
        assertThat(BOOK.costOf(call(UNKNOWN, NANO, reported(10_000))).total()).isEqualTo(Money.usd("0.001"));
        assertThat(BOOK.costOf(call(NANO, null, reported(10_000))).total()).isEqualTo(Money.usd("0.001"));
        assertThat(BOOK.costOf(call(NANO, UNKNOWN, reported(10_000))).status()).isEqualTo(CostStatus.UNPRICED);
    }

    @Test
    void whatIsNotKnownIsUnpricedAndWhatIsNotBilledIsFree() {
        assertThat(BOOK.costOf(call(NANO, null, new UsageReading.Missing())))
                .isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE));
        assertThat(BOOK.costOf(call(NANO, null, new UsageReading.Invalid())))
                .isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.INVALID_USAGE));
        assertThat(BOOK.costOf(call(UNKNOWN, null, new UsageReading.NotBilled())))
                .isEqualTo(Cost.free(Money.USD));
    }

    @RepeatedTest(200)
    void totalIsTheSumOfItsLinesAndEachLineItsRateTimesItsQuantity(@Given long seed) {
        Random random = new Random(seed);
        long input = random.nextLong(0, Quantities.MAX_AMOUNT);
        long cached = random.nextLong(0, Quantities.MAX_AMOUNT);
        long output = random.nextLong(0, Quantities.MAX_AMOUNT);

        Cost cost = priceOf(
                BOOK,
                NANO,
                Map.of(
                        UsageUnit.INPUT_TOKENS, input,
                        UsageUnit.CACHED_INPUT_TOKENS, cached,
                        UsageUnit.OUTPUT_TOKENS, output));

        // In units of USD 0.000000001: 100, 25 and 400 for a token of each kind.
        assertThat(cost.total().amount().movePointRight(9).longValueExact())
                .isEqualTo(100 * input + 25 * cached + 400 * output);
    }

    private static Cost priceOf(PriceBook book, ModelName model, Map<UsageUnit, Long> amounts) {
        return book.costOf(query(model, LAUNCH), new UsageReading.Reported(new Quantities(amounts)));
    }

    private static @Nullable ModelPrice find(PriceBook book, ModelName model, Instant instant) {
        return book.find(query(model, instant)).orElse(null);
    }

    private static PriceQuery query(ModelName model, Instant instant) {
        return new PriceQuery(Provider.OPENAI, model, ServiceTier.STANDARD, null, instant);
    }

    private static UsageReading reported(long input) {
        return new UsageReading.Reported(new Quantities(Map.of(UsageUnit.INPUT_TOKENS, input)));
    }

    private static MeteredCall call(ModelName requested, @Nullable ModelName served, UsageReading reading) {
        return new MeteredCall(
                LAUNCH,
                Attribution.of(new OrganizationId("acme"), new UserId("member"), new Endpoint("chat")),
                new Operation("chat.completions"),
                Provider.OPENAI,
                requested,
                served,
                ServiceTier.STANDARD,
                null,
                reading,
                new Timing(Duration.ofMillis(5), null),
                new Outcome.Success());
    }
}
