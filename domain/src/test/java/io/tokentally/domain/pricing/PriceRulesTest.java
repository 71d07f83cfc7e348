package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Provenance.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which price counts, and what it is charged for. */
class PriceRulesTest {

    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
    private static final Validity ALWAYS = Validity.since(LAUNCH);
    private static final Region US = new Region("us");

    /** USD 1 and 4 per million; beyond 100 input tokens 2 and 6. */
    private static final TieredRate[] LONG_INPUT = {
        new TieredRate(
                perMillion(UsageUnit.INPUT_TOKENS, "1"),
                List.of(new TieredRate.Tier(100, perMillion(UsageUnit.INPUT_TOKENS, "2")))),
        new TieredRate(
                perMillion(UsageUnit.OUTPUT_TOKENS, "4"),
                List.of(new TieredRate.Tier(100, perMillion(UsageUnit.OUTPUT_TOKENS, "6"))))
    };

    @Test
    void longInputRaisesTheRatesOfTheWholeRequest() {
        PriceBook book = bookOf(price("v", terms(NANO, names(NANO), ALWAYS, LONG_INPUT)));

        assertThat(cost(book, Map.of(UsageUnit.INPUT_TOKENS, 100L, UsageUnit.OUTPUT_TOKENS, 10L))
                        .total())
                .isEqualTo(Money.usd("0.00014"));
        assertThat(cost(book, Map.of(UsageUnit.INPUT_TOKENS, 101L, UsageUnit.OUTPUT_TOKENS, 10L))
                        .total())
                .isEqualTo(Money.usd("0.000262"));
    }

    @Test
    void aCostTellsForWhichLengthsOfInputItsRatesAre() {
        TieredRate inThreeBands = new TieredRate(
                perMillion(UsageUnit.INPUT_TOKENS, "1"),
                List.of(
                        new TieredRate.Tier(100, perMillion(UsageUnit.INPUT_TOKENS, "2")),
                        new TieredRate.Tier(500, perMillion(UsageUnit.INPUT_TOKENS, "3"))));
        TieredRate dearerEarlier = new TieredRate(
                perMillion(UsageUnit.OUTPUT_TOKENS, "4"),
                List.of(new TieredRate.Tier(50, perMillion(UsageUnit.OUTPUT_TOKENS, "6"))));
        PriceBook book = bookOf(price("v", terms(NANO, names(NANO), ALWAYS, inThreeBands, dearerEarlier)));
        PriceBook sameForAll =
                bookOf(price("v", terms(NANO, names(NANO), ALWAYS, TieredRate.flat(inThreeBands.base()))));

        assertThat(band(book, 0)).hasToString("0-50");
        assertThat(band(book, 50)).hasToString("0-50");
        assertThat(band(book, 51)).hasToString("51-100");
        assertThat(band(book, 500)).hasToString("101-500");
        assertThat(band(book, 501)).hasToString("501-");
        assertThat(band(sameForAll, 501)).isNull();
    }

    private static @Nullable InputBand band(PriceBook book, long inputTokens) {
        return cost(book, Map.of(UsageUnit.INPUT_TOKENS, inputTokens)).inputBand();
    }

    @Test
    void cachedInputAndCacheWritesCountTowardsTheLengthOfTheInput() {
        PriceBook book = bookOf(price("v", terms(NANO, names(NANO), ALWAYS, LONG_INPUT)));

        Cost cost = cost(
                book,
                Map.of(
                        UsageUnit.INPUT_TOKENS, 1L,
                        UsageUnit.CACHED_INPUT_TOKENS, 60L,
                        UsageUnit.CACHE_WRITE_TOKENS, 40L));

        assertThat(cost.total()).isEqualTo(Money.usd("0.000202"));
    }

    @Test
    void longInputMayRaiseTheRateOfThePartAboveOnly() {
        PriceTerms whole = terms(NANO, names(NANO), ALWAYS, LONG_INPUT);
        PriceBook book = bookOf(price("v", withBilling(whole, LongInputBilling.PART_ABOVE)));

        Cost cost = cost(book, Map.of(UsageUnit.INPUT_TOKENS, 150L, UsageUnit.OUTPUT_TOKENS, 100L));

        assertThat(cost.lines())
                .extracting(CostLine::unit, CostLine::quantity, CostLine::amount)
                .containsExactly(
                        tuple(UsageUnit.INPUT_TOKENS, 100L, Money.usd("0.0001")),
                        tuple(UsageUnit.INPUT_TOKENS, 50L, Money.usd("0.0001")),
                        tuple(UsageUnit.OUTPUT_TOKENS, 100L, Money.usd("0.0004")));
    }

    @Test
    void aRegionRaisesTheRatesOfTokensAndOfNothingElse() {
        PriceTerms list = terms(
                NANO,
                ALWAYS,
                perMillion(UsageUnit.INPUT_TOKENS, "1"),
                new Rate(UsageUnit.WEB_SEARCHES, Money.usd("10"), 1000));
        PriceBook book = bookOf(price("v", withUplift(list, Map.of(US, Percentage.of("10")))));
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L, UsageUnit.WEB_SEARCHES, 1L);

        assertThat(cost(book, query(US), used).total()).isEqualTo(Money.usd("1.11"));
        assertThat(cost(book, query(new Region("eu")), used).total()).isEqualTo(Money.usd("1.01"));
        assertThat(cost(book, query(US), used).lines().getFirst().adjustments())
                .containsExactly(new Adjustment(Adjustment.Kind.REGION_UPLIFT, "us", Percentage.of("10")));
    }

    @Test
    void whatIsEstimatedIsPricedAndSaysSo() {
        UsageReading estimated = new UsageReading.Estimated(new Quantities(Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L)));

        Cost cost = bookOf(nanoPrice()).costOf(query(null), estimated);

        assertThat(cost.status()).isEqualTo(CostStatus.ESTIMATED);
        assertThat(cost.total()).isEqualTo(Money.usd("0.1"));
    }

    @Test
    void theMostSpecificPatternCounts() {
        ModelPrice prefix = price("prefix", terms(new ModelName("gpt-4.1"), patterns("gpt-4.1*"), ALWAYS, flat("9")));
        ModelPrice longer = price("longer", terms(new ModelName("nano"), patterns("gpt-4.1-nano*"), ALWAYS, flat("8")));
        ModelPrice exact = price("exact", terms(NANO, patterns("gpt-4.1-nano"), ALWAYS, flat("7")));
        PriceBook book = bookOf(prefix, longer, exact);

        assertThat(version(book, "gpt-4.1-nano")).isEqualTo("exact");
        assertThat(version(book, "gpt-4.1-nano-2025-04-14")).isEqualTo("longer");
        assertThat(version(book, "gpt-4.1-mini")).isEqualTo("prefix");
        assertThat(version(book, "gpt-4o")).isNull();
    }

    @Test
    void patternsThatSayEquallyMuchOfOneNameAreRefused() {
        ModelPrice first = price("first", terms(NANO, patterns("gpt-4*"), ALWAYS, flat("1")));
        ModelPrice tie = price("tie", terms(NANO, patterns("*.nano"), ALWAYS, flat("1")));

        assertThatThrownBy(() -> bookOf(first, price("same", terms(NANO, patterns("gpt-4*"), ALWAYS, flat("1")))))
                .hasMessage("Prices first and same are valid at the same time for gpt-4*");
        assertThatThrownBy(() -> bookOf(first, tie))
                .hasMessage(
                        "Prices first and tie are valid at the same time, and for a name that matches both gpt-4* and"
                                + " *.nano neither is the more specific");
    }

    @Test
    void oneVersionStandsOnce() {
        assertThatThrownBy(() -> bookOf(nanoPrice(), nanoPrice()))
                .hasMessage("There are two prices with the version nano-1");
    }

    @Test
    void ownPricesComeBeforeImportedOnesAndThoseBeforeTheList() {
        ModelPrice imported = new ModelPrice("imported", nanoTerms("2"), entered(Origin.IMPORTED, LATER));
        ModelPrice own = new ModelPrice("own", nanoTerms("3"), entered(Origin.OWN, LAUNCH));
        PriceBook list = bookOf(nanoPrice());

        assertThat(version(list.with(List.of(imported), List.of()), NANO.value()))
                .isEqualTo("imported");
        PriceBook book = list.with(List.of(imported, own), List.of());
        assertThat(version(book, NANO.value())).isEqualTo("own");
        assertThat(book.findListPrice(query(null))).contains(imported);
        assertThat(book.inForceAt(LATER)).containsExactly(own);
    }

    @Test
    void ofTwoOwnPricesTheOneRecordedLastCounts() {
        ModelPrice first = new ModelPrice("first", nanoTerms("2"), entered(Origin.OWN, LAUNCH));
        ModelPrice correction = new ModelPrice("correction", nanoTerms("3"), entered(Origin.OWN, LATER));
        PriceBook book = bookOf(nanoPrice()).with(List.of(correction, first), List.of());

        assertThat(version(book, NANO.value())).isEqualTo("correction");
        assertThat(book.inForceAt(LATER)).containsExactly(correction);
    }

    @Test
    void theMostSpecificDiscountCountsAndLeavesOwnRatesAlone() {
        Discount onProvider = discount("provider", null, null, "10");
        Discount onModel = discount("model", new ModelPattern("gpt-4.1-nano*"), null, "20");
        Discount onUnit = discount("unit", null, UsageUnit.OUTPUT_TOKENS, "50");
        PriceBook book = bookOf(nanoPrice()).with(List.of(), List.of(onProvider, onUnit, onModel));
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L, UsageUnit.OUTPUT_TOKENS, 1_000_000L);

        assertThat(cost(book, used).lines())
                .extracting(
                        CostLine::unit,
                        CostLine::amount,
                        line -> line.adjustments().getFirst().basis())
                .containsExactly(
                        tuple(UsageUnit.INPUT_TOKENS, Money.usd("0.08"), "model"),
                        tuple(UsageUnit.OUTPUT_TOKENS, Money.usd("0.20"), "unit"));
        assertThat(book.withoutAgreements().costOf(query(null), reported(used)).total())
                .isEqualTo(Money.usd("0.5"));

        ModelPrice own = new ModelPrice("own", nanoTerms("3"), entered(Origin.OWN, LATER));
        assertThat(cost(book.with(List.of(own), List.of()), Map.of(UsageUnit.INPUT_TOKENS, 1_000_000L))
                        .total())
                .isEqualTo(Money.usd("3"));
    }

    @Test
    void besideAnOwnRateALineKeepsWhatTheListSays() {
        PriceTerms listed = nanoTerms("1");
        PriceBook list = bookOf(price("list", withUplift(listed, Map.of(US, Percentage.of("10")))));
        ModelPrice own = new ModelPrice(
                "own",
                terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "3"), perMillion(UsageUnit.WEB_SEARCHES, "5")),
                entered(Origin.OWN, LAUNCH));
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 2_000_000L, UsageUnit.WEB_SEARCHES, 1_000_000L);

        assertThat(cost(list.with(List.of(own), List.of()), query(US), used).lines())
                .extracting(
                        CostLine::unit, CostLine::amount, line -> line.listed().amount())
                .containsExactly(
                        tuple(UsageUnit.INPUT_TOKENS, Money.usd("6"), Money.usd("2.2")),
                        tuple(UsageUnit.WEB_SEARCHES, Money.usd("5"), Money.usd("5")));
        assertThat(cost(list, query(US), Map.of(UsageUnit.INPUT_TOKENS, 1L)).lines())
                .extracting(CostLine::listRate)
                .containsOnlyNulls();
    }

    /** Of each part of a long input, where the list has another rate for what is above. */
    @Test
    void whatTheListSaysOfALongInputIsKept() {
        PriceTerms listed = terms(NANO, names(NANO), ALWAYS, LONG_INPUT);
        ModelPrice own = new ModelPrice("own", nanoTerms("3"), entered(Origin.OWN, LAUNCH));
        Map<UsageUnit, Long> used = Map.of(UsageUnit.INPUT_TOKENS, 150L);

        assertThat(cost(bookOf(price("list", listed)).with(List.of(own), List.of()), used)
                        .lines())
                .extracting(CostLine::quantity, line -> line.listed().amount())
                .containsExactly(tuple(150L, Money.usd("0.0003")));
        assertThat(cost(
                                bookOf(price("list", withBilling(listed, LongInputBilling.PART_ABOVE)))
                                        .with(List.of(own), List.of()),
                                used)
                        .lines())
                .extracting(CostLine::quantity, line -> line.listed().amount())
                .containsExactly(tuple(100L, Money.usd("0.0001")), tuple(50L, Money.usd("0.0001")));
    }

    @Test
    void discountsThatContradictEachOtherAreRefused() {
        Discount first = discount("first", new ModelPattern("gpt-4*"), null, "10");
        Discount second = discount("second", new ModelPattern("gpt-4*"), null, "20");

        assertThatThrownBy(() -> bookOf(nanoPrice()).with(List.of(), List.of(first, second)))
                .hasMessage("Discounts first and second are for the same things at the same time");
    }

    @Test
    void aDiscountIsMoreThanNothingAndAtMostEverything() {
        assertThatThrownBy(() -> discount("none", null, null, "0"))
                .hasMessage("A discount must be more than 0 and at most 100 percent, not 0");
        assertThatThrownBy(() -> discount("much", null, null, "100.5"))
                .hasMessage("A discount must be more than 0 and at most 100 percent, not 100.5");
    }

    @Test
    void whatWasWithdrawnPricesNothing() {
        ModelPrice own = new ModelPrice("own", nanoTerms("3"), entered(Origin.OWN, LATER));
        Discount discount = discount("discount", null, null, "10");
        Withdrawal mistake = new Withdrawal("owner@acme.example", "A mistake", LATER);
        PriceBook list = bookOf(nanoPrice());

        PriceBook book = new OrganizationPricing(
                        List.of(own), List.of(discount), Map.of("own", mistake, "discount", mistake))
                .over(list);

        assertThat(book.prices()).isEqualTo(list.prices());
        assertThat(book.discounts()).isEmpty();
    }

    @Test
    void differencesNameWhatIsNewChangedAndTheSame() {
        PriceTerms mini = terms(new ModelName("gpt-4.1-mini"), ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"));

        PriceBook book = bookOf(nanoPrice());

        assertThat(Stream.of(nanoPrice().terms(), nanoTerms("5"), mini)
                        .map(offered -> PriceDifference.between(book, offered)))
                .extracting(PriceDifference::kind)
                .containsExactly(PriceDifference.Kind.SAME, PriceDifference.Kind.CHANGED, PriceDifference.Kind.NEW);
    }

    @Test
    void anOfferThatIsSilentOnToolsAndRegionsLeavesThemAsTheyAre() {
        Rate search = new Rate(UsageUnit.WEB_SEARCHES, Money.usd("10"), 1000);
        PriceTerms list = terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"), search);
        PriceTerms listed = new PriceTerms(
                list.provider(),
                list.model(),
                list.matches(),
                list.serviceTier(),
                list.validity(),
                list.rates(),
                list.longInputBilling(),
                Map.of(US, Percentage.of("10")));
        PriceTerms dearer = terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "2"));
        PriceTerms same = terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"));

        PriceBook book = bookOf(price("v", listed));
        List<PriceDifference> differences = Stream.of(dearer, same)
                .map(offered -> PriceDifference.between(book, offered))
                .toList();

        assertThat(differences)
                .extracting(PriceDifference::kind)
                .containsExactly(PriceDifference.Kind.CHANGED, PriceDifference.Kind.SAME);
        PriceTerms taken = differences.getFirst().offered();
        assertThat(taken.rateOf(UsageUnit.INPUT_TOKENS))
                .contains(TieredRate.flat(perMillion(UsageUnit.INPUT_TOKENS, "2")));
        assertThat(taken.rateOf(UsageUnit.WEB_SEARCHES)).contains(TieredRate.flat(search));
        assertThat(taken.regionUplifts()).containsEntry(US, Percentage.of("10"));
    }

    private static Discount discount(
            String id, @Nullable ModelPattern model, @Nullable UsageUnit unit, String percentage) {
        return new Discount(
                id, Provider.OPENAI, model, unit, Percentage.of(percentage), ALWAYS, entered(Origin.OWN, LATER));
    }

    private static PriceTerms nanoTerms(String input) {
        return terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, input));
    }

    private static PriceTerms withBilling(PriceTerms terms, LongInputBilling billing) {
        return with(terms, billing, terms.regionUplifts());
    }

    private static PriceTerms withUplift(PriceTerms terms, Map<Region, Percentage> uplifts) {
        return with(terms, terms.longInputBilling(), uplifts);
    }

    private static PriceTerms with(PriceTerms terms, LongInputBilling billing, Map<Region, Percentage> uplifts) {
        return new PriceTerms(
                terms.provider(),
                terms.model(),
                terms.matches(),
                terms.serviceTier(),
                terms.validity(),
                terms.rates(),
                billing,
                uplifts);
    }

    private static TieredRate flat(String input) {
        return TieredRate.flat(perMillion(UsageUnit.INPUT_TOKENS, input));
    }

    private static List<ModelPattern> names(ModelName model) {
        return ModelPattern.nameAndSnapshots(model);
    }

    private static List<ModelPattern> patterns(String text) {
        return List.of(new ModelPattern(text));
    }

    private static PriceBook bookOf(ModelPrice... prices) {
        return new PriceBook(Money.USD, List.of(prices));
    }

    private static @Nullable String version(PriceBook book, String model) {
        return book.find(new PriceQuery(Provider.OPENAI, new ModelName(model), ServiceTier.STANDARD, null, LATER))
                .map(ModelPrice::version)
                .orElse(null);
    }

    private static PriceQuery query(@Nullable Region region) {
        return new PriceQuery(Provider.OPENAI, NANO, ServiceTier.STANDARD, region, LATER);
    }

    private static Cost cost(PriceBook book, Map<UsageUnit, Long> amounts) {
        return cost(book, query(null), amounts);
    }

    private static Cost cost(PriceBook book, PriceQuery query, Map<UsageUnit, Long> amounts) {
        return book.costOf(query, reported(amounts));
    }

    private static UsageReading reported(Map<UsageUnit, Long> amounts) {
        return new UsageReading.Reported(new Quantities(amounts));
    }
}
