package io.tokentally.domain.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CostChangeTest {

    private static final ModelOnTier LARGE = new ModelOnTier("openai", "gpt-5", "default");
    private static final ModelOnTier LARGE_IN_BATCHES = new ModelOnTier("openai", "gpt-5", "batch");
    private static final ModelOnTier SMALL = new ModelOnTier("openai", "gpt-5-nano", "default");

    /** 10 calls of 100 tokens become 20 such calls. */
    @Test
    void moreOfTheSameCallsIsMoreCallsAndNothingElse() {
        CostChange change = between(
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "2", "2"))),
                Map.of(LARGE, usage(20, "v1", unit(UsageUnit.INPUT_TOKENS, 2_000, "4", "4"))));

        assertThat(change.difference()).isEqualTo(Money.usd("2"));
        assertOnly(change, Map.of(ChangeCause.CALLS, "2"));
    }

    @Test
    void longerInputsAndOutputsAreToldApart() {
        CostChange change = between(
                Map.of(
                        LARGE,
                        usage(
                                10,
                                "v1",
                                unit(UsageUnit.INPUT_TOKENS, 1_000, "1", "1"),
                                unit(UsageUnit.REASONING_TOKENS, 100, "1", "1"),
                                unit(UsageUnit.WEB_SEARCHES, 10, "3", "3"))),
                Map.of(
                        LARGE,
                        usage(
                                10,
                                "v1",
                                unit(UsageUnit.INPUT_TOKENS, 1_500, "1.5", "1.5"),
                                unit(UsageUnit.REASONING_TOKENS, 300, "3", "3"),
                                unit(UsageUnit.WEB_SEARCHES, 5, "1.5", "1.5"))));

        assertOnly(
                change,
                Map.of(
                        ChangeCause.INPUT_LENGTH, "0.5",
                        ChangeCause.OUTPUT_LENGTH, "2",
                        ChangeCause.OTHER_UNITS, "-1.5"));
    }

    /** 20 calls at a dollar: half of them move to a model at 10 cents. */
    @Test
    void anotherMixIsWhatTheModelsCallsCostMoreOrLess() {
        CostChange change = between(
                Map.of(LARGE, usage(20, "v1", unit(UsageUnit.INPUT_TOKENS, 20, "20", "20"))),
                Map.of(
                        LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 10, "10", "10")),
                        SMALL, usage(10, "v2", unit(UsageUnit.INPUT_TOKENS, 10, "1", "1"))));

        assertOnly(change, Map.of(ChangeCause.MODELS, "-9"));
        assertThat(change.part(ChangeCause.MODELS).cells())
                .extracting(CellChange::served, CellChange::amount)
                .containsExactly(tuple(LARGE, Money.usd("-10")), tuple(SMALL, Money.usd("1")));
    }

    @Test
    void whatMovesToAnotherTierIsNoOtherModel() {
        CostChange change = between(
                Map.of(LARGE, usage(20, "v1", unit(UsageUnit.INPUT_TOKENS, 20, "20", "20"))),
                Map.of(
                        LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 10, "10", "10")),
                        LARGE_IN_BATCHES, usage(10, "v1b", unit(UsageUnit.INPUT_TOKENS, 10, "5", "5"))));

        assertOnly(change, Map.of(ChangeCause.TIERS, "-5"));
    }

    /** Of 100 input tokens 50 are read from a cache, at a tenth. */
    @Test
    void whatACacheKeepsIsNoShorterInput() {
        CostChange change = between(
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "10"))),
                Map.of(
                        LARGE,
                        usage(
                                10,
                                "v1",
                                unit(UsageUnit.INPUT_TOKENS, 500, "5", "5"),
                                unit(UsageUnit.CACHED_INPUT_TOKENS, 500, "0.5", "0.5"))));

        assertOnly(change, Map.of(ChangeCause.CACHE, "-4.5"));
    }

    @Test
    void aNewVersionIsAnotherPriceAndADiscountIsNone() {
        CostChange change = between(
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "10"))),
                Map.of(LARGE, usage(10, "v2", unit(UsageUnit.INPUT_TOKENS, 1_000, "8", "8"))));
        assertOnly(change, Map.of(ChangeCause.LIST_PRICES, "-2"));

        CostChange discounted = between(
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "10"))),
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "9", "10"))));
        assertOnly(discounted, Map.of(ChangeCause.AGREED_RATES, "-1"));
    }

    @Test
    void otherRatesOfTheSameVersionAreThoseOfLongInputsAndRegions() {
        CostChange change = between(
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "10"))),
                Map.of(LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 1_000, "15", "15"))));

        assertOnly(change, Map.of(ChangeCause.LENGTH_AND_REGION_RATES, "5"));
    }

    @Test
    void underAnOwnRateNobodyKnowsWhetherTheListOrTheLengthMoved() {
        CostChange change = between(
                Map.of(LARGE, usage(10, "own", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "20"))),
                Map.of(LARGE, usage(10, "own", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "40"))));

        assertThat(change.part(ChangeCause.LENGTH_AND_REGION_RATES).amount()).isEqualTo(Money.usd("0"));
        assertThat(change.part(ChangeCause.LIST_PRICES).amount())
                .isGreaterThan(Money.usd("0"))
                .isEqualTo(Money.usd("0")
                        .minus(change.part(ChangeCause.AGREED_RATES).amount()));
    }

    @Test
    void whatIsPaidWhereTheListSaysNothingIsAgreed() {
        CostChange change = between(
                Map.of(LARGE, usage(10, "own", unit(UsageUnit.INPUT_TOKENS, 1_000, "10", "0"))),
                Map.of(LARGE, usage(10, "own", unit(UsageUnit.INPUT_TOKENS, 1_000, "15", "0"))));

        assertOnly(change, Map.of(ChangeCause.AGREED_RATES, "5"));
    }

    @Test
    void workForOtherModelsCallsGoesByAllCalls() {
        CostChange change = between(
                Map.of(
                        LARGE, usage(10, "v1", unit(UsageUnit.INPUT_TOKENS, 10, "10", "10")),
                        SMALL, usage(0, "v1", unit(UsageUnit.INPUT_TOKENS, 10, "1", "1"))),
                Map.of(
                        LARGE, usage(20, "v1", unit(UsageUnit.INPUT_TOKENS, 20, "20", "20")),
                        SMALL, usage(0, "v1", unit(UsageUnit.INPUT_TOKENS, 20, "2", "2"))));

        assertOnly(change, Map.of(ChangeCause.CALLS, "11"));
    }

    @Test
    void whatIsOfNoCallIsNotAttributed() {
        CostChange change = between(
                Map.of(SMALL, usage(0, "v1", unit(UsageUnit.INPUT_TOKENS, 10, "1", "1"))),
                Map.of(SMALL, usage(0, "v1", unit(UsageUnit.INPUT_TOKENS, 20, "2", "2"))));

        assertOnly(change, Map.of(ChangeCause.NOT_ATTRIBUTED, "1"));
    }

    @Test
    void whatNoUnitTellsIsNotAttributedAndFailedCallsAreApart() {
        PricedUsage failed = usage(3, "v1", unit(UsageUnit.INPUT_TOKENS, 10, "0.5", "0.5"));
        PricedUsage untold = new PricedUsage(5, Money.usd("4"), Map.of(), Set.of("v1"));
        CostChange change = CostChange.between(
                period(Map.of(), Map.of(), Money.zero(Money.USD)),
                period(Map.of(LARGE, untold), Map.of(LARGE, failed), Money.usd("4.75")));

        assertOnly(change, Map.of(ChangeCause.FAILED_CALLS, "0.5", ChangeCause.NOT_ATTRIBUTED, "4.25"));
        assertThat(change.part(ChangeCause.NOT_ATTRIBUTED).cells())
                .extracting(CellChange::unit, CellChange::amount)
                .containsExactly(tuple(null, Money.usd("4")));
        assertThat(change.part(ChangeCause.NOT_ATTRIBUTED).beyond(5)).isEqualTo(Money.usd("0.25"));
    }

    /** Three calls of 1 second at 0.05 a minute, each rounded to 18 digits. */
    @Test
    void whatSinglePricesByTheMinuteWereRoundedByIsTheirs() {
        BigDecimal exact = new BigDecimal("0.0025000000000000000000000000000000");
        BigDecimal rounded = new BigDecimal("0.002499999999999999");
        UnitSum seconds = new UnitSum(3, Money.usd(exact), Money.usd(exact));
        PricedUsage usage = PricedUsage.of(
                new Figures(
                        new UsageTotals(3, 0, 0, 0, 0, 0, Money.usd(rounded)),
                        Money.zero(Money.USD),
                        Map.of(),
                        Map.of(UsageUnit.AUDIO_SECONDS, seconds)),
                "v1");

        assertThat(usage.untold()).isEqualTo(Money.zero(Money.USD));
        assertThat(usage.of(UsageUnit.AUDIO_SECONDS).cost()).isEqualTo(Money.usd(rounded));
    }

    /** Whatever was used, with units and models that come and go, work without calls, and costs of no unit. */
    @RepeatedTest(300)
    void partsAddUpToTheDifferenceToTheLastDigit(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PeriodUsage from = anyPeriod(random);
        PeriodUsage to = anyPeriod(random);

        CostChange change = CostChange.between(from, to);

        assertThat(Money.sum(
                        Money.USD,
                        change.parts().stream().map(ExplainedPart::amount).toList()))
                .isEqualTo(change.difference());
        assertThat(change.parts())
                .filteredOn(part -> part.cause() != ChangeCause.NOT_ATTRIBUTED)
                .allSatisfy(part -> assertThat(part.beyond(Integer.MAX_VALUE)).isEqualTo(Money.zero(Money.USD)));
        Stream.of(from.succeeded(), to.succeeded())
                .flatMap(usage -> usage.keySet().stream())
                .forEach(served -> assertThat(ofCell(change, served, UsageUnit.CACHED_INPUT_TOKENS))
                        .isEqualTo(cost(to, served).minus(cost(from, served))));
    }

    /** What made it dearer on the way there makes it cheaper on the way back. */
    @RepeatedTest(100)
    void backwardsEachPartIsTheOpposite(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        PeriodUsage from = anyPeriod(random);
        PeriodUsage to = anyPeriod(random);

        CostChange there = CostChange.between(from, to);
        CostChange back = CostChange.between(to, from);

        for (ChangeCause cause : ChangeCause.values()) {
            assertThat(back.part(cause).amount().amount())
                    .as("%s", cause)
                    .isEqualByComparingTo(there.part(cause).amount().amount().negate());
        }
    }

    private static Money cost(PeriodUsage period, ModelOnTier served) {
        return period.succeeded()
                .getOrDefault(served, PricedUsage.NONE)
                .of(UsageUnit.CACHED_INPUT_TOKENS)
                .cost();
    }

    private static Money ofCell(CostChange change, ModelOnTier served, UsageUnit unit) {
        return Money.sum(
                Money.USD,
                change.parts().stream()
                        .filter(part -> part.cause() != ChangeCause.FAILED_CALLS)
                        .flatMap(part -> part.cells().stream())
                        .filter(cell -> cell.served().equals(served) && cell.unit() == unit)
                        .map(CellChange::amount)
                        .toList());
    }

    private static PeriodUsage anyPeriod(Random random) {
        Money untold = random.nextInt(3) == 0 ? anyMoney(random) : Money.zero(Money.USD);
        Map<ModelOnTier, PricedUsage> succeeded = anyUsage(random);
        Map<ModelOnTier, PricedUsage> failed = anyUsage(random);
        Money cost = Stream.of(succeeded, failed)
                .flatMap(usage -> usage.values().stream())
                .map(PricedUsage::cost)
                .reduce(untold, Money::plus);
        return period(succeeded, failed, cost);
    }

    private static Map<ModelOnTier, PricedUsage> anyUsage(Random random) {
        Map<ModelOnTier, PricedUsage> usage = new HashMap<>();
        for (ModelOnTier served : List.of(LARGE, LARGE_IN_BATCHES, SMALL)) {
            if (random.nextInt(4) > 0) {
                usage.put(served, anyUsageOfOne(random));
            }
        }
        return usage;
    }

    private static PricedUsage anyUsageOfOne(Random random) {
        Map<UsageUnit, UnitSum> units = new EnumMap<>(UsageUnit.class);
        for (UsageUnit unit : List.of(
                UsageUnit.INPUT_TOKENS,
                UsageUnit.CACHED_INPUT_TOKENS,
                UsageUnit.CACHE_WRITE_TOKENS,
                UsageUnit.REASONING_TOKENS,
                UsageUnit.WEB_SEARCHES)) {
            if (random.nextInt(3) > 0) {
                Money listCost = random.nextInt(6) == 0 ? Money.zero(Money.USD) : anyMoney(random);
                units.put(
                        unit,
                        new UnitSum(
                                random.nextInt(9) == 0 ? 0 : random.nextLong(1_000_000_000_000L),
                                random.nextBoolean() ? listCost : anyMoney(random),
                                listCost));
            }
        }
        Money cost =
                Money.sum(Money.USD, units.values().stream().map(UnitSum::cost).toList());
        return new PricedUsage(
                random.nextInt(4) == 0 ? 0 : random.nextInt(10_000),
                random.nextInt(5) == 0 ? cost.plus(anyMoney(random)) : cost,
                units,
                Set.of("v" + random.nextInt(2)));
    }

    private static Money anyMoney(Random random) {
        return Money.usd(BigDecimal.valueOf(random.nextLong(1_000_000_000L), random.nextInt(20)));
    }

    private static void assertOnly(CostChange change, Map<ChangeCause, String> amounts) {
        for (ChangeCause cause : ChangeCause.values()) {
            assertThat(change.part(cause).amount())
                    .as("%s", cause)
                    .isEqualTo(Money.usd(amounts.getOrDefault(cause, "0")));
        }
    }

    @SafeVarargs
    private static PricedUsage usage(long requests, String version, Map.Entry<UsageUnit, UnitSum>... units) {
        Map<UsageUnit, UnitSum> sums = new EnumMap<>(UsageUnit.class);
        for (Map.Entry<UsageUnit, UnitSum> unit : units) {
            sums.put(unit.getKey(), unit.getValue());
        }
        Money cost =
                Money.sum(Money.USD, sums.values().stream().map(UnitSum::cost).toList());
        return new PricedUsage(requests, cost, sums, Set.of(version));
    }

    private static Map.Entry<UsageUnit, UnitSum> unit(UsageUnit unit, long quantity, String cost, String listCost) {
        return Map.entry(unit, new UnitSum(quantity, Money.usd(cost), Money.usd(listCost)));
    }

    private static CostChange between(Map<ModelOnTier, PricedUsage> from, Map<ModelOnTier, PricedUsage> to) {
        return CostChange.between(period(from, Map.of(), costOf(from)), period(to, Map.of(), costOf(to)));
    }

    private static Money costOf(Map<ModelOnTier, PricedUsage> usage) {
        return Money.sum(
                Money.USD, usage.values().stream().map(PricedUsage::cost).toList());
    }

    private static PeriodUsage period(
            Map<ModelOnTier, PricedUsage> succeeded, Map<ModelOnTier, PricedUsage> failed, Money cost) {
        return new PeriodUsage(
                new ReportQuery(
                        UsageScope.OWN,
                        new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31), ZoneId.of("UTC")),
                        Grain.TOTAL,
                        List.of(),
                        Map.of(),
                        List.of(Measure.COST),
                        1),
                new UsageTotals(0, 0, 0, 0, 0, 0, cost),
                succeeded,
                failed);
    }
}
