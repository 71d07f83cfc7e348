package io.tokentally.domain.budget;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestCeilingTest {

    private static final Instant NOW = LAUNCH.plusSeconds(1);
    private static final Region EU = new Region("eu");
    private static final List<UsageUnit> TEXT_INPUT = List.of(
            UsageUnit.INPUT_TOKENS,
            UsageUnit.CACHED_INPUT_TOKENS,
            UsageUnit.CACHE_WRITE_TOKENS,
            UsageUnit.CACHE_WRITE_1H_TOKENS,
            UsageUnit.EMBEDDING_INPUT_TOKENS);
    private static final List<UsageUnit> TEXT_OUTPUT = List.of(UsageUnit.OUTPUT_TOKENS, UsageUnit.REASONING_TOKENS);

    @Test
    void eachTokenIsOfTheDearestKindThatThePriceHas() {
        PriceBook book = book(
                ServiceTier.STANDARD,
                LongInputBilling.WHOLE_REQUEST,
                flat(UsageUnit.INPUT_TOKENS, "3"),
                flat(UsageUnit.CACHED_INPUT_TOKENS, "0.3"),
                flat(UsageUnit.CACHE_WRITE_1H_TOKENS, "6"),
                flat(UsageUnit.AUDIO_INPUT_TOKENS, "100"),
                flat(UsageUnit.OUTPUT_TOKENS, "15"));

        assertThat(ceiling(book, bounds(1_000, Set.of()), 100)).contains(Money.usd("0.0075"));
        assertThat(ceiling(book, bounds(1_000, Set.of(Unbounded.AUDIO)), 100)).contains(Money.usd("0.1015"));
    }

    @Test
    void lengthIsTheDearestUpToTheBound() {
        PriceBook book = book(
                ServiceTier.STANDARD,
                LongInputBilling.WHOLE_REQUEST,
                tiered(UsageUnit.INPUT_TOKENS, "2", 1_000, "4"),
                tiered(UsageUnit.OUTPUT_TOKENS, "10", 1_000, "20"));

        assertThat(ceiling(book, bounds(1_000, Set.of()), 100)).contains(Money.usd("0.003"));
        assertThat(ceiling(book, bounds(1_001, Set.of()), 100)).contains(Money.usd("0.006004"));
    }

    @Test
    void longInputThatIsCheaperLeavesTheCeilingWhereItIs() {
        PriceBook book = book(
                ServiceTier.STANDARD, LongInputBilling.WHOLE_REQUEST, tiered(UsageUnit.INPUT_TOKENS, "2", 1_000, "1"));

        assertThat(ceiling(book, bounds(2_000, Set.of()), 0)).contains(Money.usd("0.004"));
    }

    @Test
    void partAboveCostsMoreAndWhatLiesBelowDoesNot() {
        PriceBook book = book(
                ServiceTier.STANDARD, LongInputBilling.PART_ABOVE, tiered(UsageUnit.INPUT_TOKENS, "2", 1_000, "4"));

        assertThat(ceiling(book, bounds(3_000, Set.of()), 0)).contains(Money.usd("0.01"));
    }

    @Test
    void requestIsNoLongerThanItsPriceHoldsFor() {
        PriceTerms terms = new PriceTerms(
                Provider.OPENAI,
                NANO,
                ModelPattern.nameAndSnapshots(NANO),
                ServiceTier.STANDARD,
                new Validity(LAUNCH, null),
                List.of(flat(UsageUnit.INPUT_TOKENS, "2")),
                LongInputBilling.WHOLE_REQUEST,
                Map.of(),
                1_000L);

        assertThat(ceiling(new PriceBook(Money.USD, List.of(price("v", terms))), bounds(5_000, Set.of()), 0))
                .contains(Money.usd("0.002"));
    }

    @Test
    void dearestOfTheTiersThatHaveAPriceCounts() {
        PriceBook standard =
                book(ServiceTier.STANDARD, LongInputBilling.WHOLE_REQUEST, flat(UsageUnit.INPUT_TOKENS, "2"));
        PriceBook both = standard.with(
                List.of(price(
                        "p",
                        terms(
                                ServiceTier.PRIORITY,
                                LongInputBilling.WHOLE_REQUEST,
                                flat(UsageUnit.INPUT_TOKENS, "5")))),
                List.of());
        RequestBounds open =
                new RequestBounds(1_000, 0L, 1, Set.of(), Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY), null);

        assertThat(ceiling(standard, open, 0)).contains(Money.usd("0.002"));
        assertThat(ceiling(both, open, 0)).contains(Money.usd("0.005"));
    }

    @Test
    void modelWithoutAPriceHasNoCeilingUnlessItIsFree() {
        PriceBook book = book(ServiceTier.FLEX, LongInputBilling.WHOLE_REQUEST, flat(UsageUnit.INPUT_TOKENS, "2"));

        assertThat(ceiling(book, bounds(1_000, Set.of()), 0)).isEmpty();
        assertThat(ceiling(book, RequestBounds.NOTHING, 0)).contains(Money.usd("0"));
    }

    @Test
    void kindWithoutARateHasNoCeilingButWhereNothingIsOfIt() {
        PriceBook book =
                book(ServiceTier.STANDARD, LongInputBilling.WHOLE_REQUEST, flat(UsageUnit.EMBEDDING_INPUT_TOKENS, "2"));

        assertThat(ceiling(book, bounds(1_000, Set.of()), 0)).contains(Money.usd("0.002"));
        assertThat(ceiling(book, bounds(1_000, Set.of()), 1)).isEmpty();
    }

    @Test
    void whatIsSpokenHasNoMoreCharactersThanBytes() {
        PriceBook book =
                book(ServiceTier.STANDARD, LongInputBilling.WHOLE_REQUEST, flat(UsageUnit.SPEECH_CHARACTERS, "15"));

        assertThat(ceiling(book, bounds(1_000, Set.of()), 0)).contains(Money.usd("0.015"));
    }

    /** Seeded: prices, discounts and uplifts of all shapes, and requests within their bounds. */
    @Test
    void noRequestWithinItsBoundsCostsMore() {
        Random random = new Random(20_261_130);
        int priced = 0;
        int reached = 0;
        for (int i = 0; i < 20_000; i++) {
            PriceBook book = randomBook(random);
            long input = 1L + random.nextInt(3_000);
            long output = random.nextInt(3_000);
            Region region = random.nextBoolean() ? EU : null;
            RequestBounds bounds = new RequestBounds(
                    input, output, 1, Set.of(), Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY), region);
            Quantities used = used(random, input, output);
            ServiceTier served = random.nextBoolean() ? ServiceTier.STANDARD : ServiceTier.PRIORITY;

            Cost cost = book.costOf(
                    new PriceQuery(Provider.OPENAI, NANO, served, region, NOW), new UsageReading.Reported(used));

            if (cost.status() == CostStatus.UNPRICED) {
                continue;
            }
            priced++;
            Optional<Money> ceiling = ceiling(book, bounds, output);
            assertThat(ceiling)
                    .as("%s of %s by %s", used, bounds, book.prices())
                    .isPresent();
            assertThat(cost.total())
                    .as("%s of %s by %s", used, bounds, book.prices())
                    .isLessThanOrEqualTo(ceiling.get());
            reached += cost.total().equals(ceiling.get()) ? 1 : 0;
        }
        assertThat(priced).isGreaterThan(5_000);
        assertThat(reached).as("requests that cost as much as they can").isGreaterThan(50);
    }

    /** Seeded: of several requests nothing is known but their sums and the longest input. */
    @Test
    void noRequestsOfABatchCostMoreTogether() {
        Random random = new Random(20_261_201);
        int priced = 0;
        for (int i = 0; i < 5_000; i++) {
            PriceBook book = new PriceBook(Money.USD, List.of(randomPrice(random, "b", ServiceTier.BATCH)));
            int number = 1 + random.nextInt(5);
            long input = 0;
            long output = 0;
            long longest = 0;
            Money cost = Money.zero(Money.USD);
            boolean isPriced = true;
            for (int one = 0; one < number; one++) {
                long in = 1L + random.nextInt(3_000);
                long out = random.nextInt(3_000);
                Cost own = book.costOf(
                        new PriceQuery(Provider.OPENAI, NANO, ServiceTier.BATCH, null, NOW),
                        new UsageReading.Reported(used(random, in, out)));
                isPriced &= own.status() != CostStatus.UNPRICED;
                cost = cost.plus(own.total());
                input += in;
                output += out;
                longest = Math.max(longest, in);
            }
            if (!isPriced) {
                continue;
            }
            priced++;
            BatchedRequests requests = new BatchedRequests(
                    NANO,
                    number,
                    longest,
                    new RequestBounds(input, output, number, Set.of(), Set.of(ServiceTier.BATCH), null));

            assertThat(RequestCeiling.of(book, Provider.OPENAI, requests, input, output, NOW)
                            .orElseThrow())
                    .as("%s by %s", requests, book.prices())
                    .isGreaterThanOrEqualTo(cost);
        }
        assertThat(priced).isGreaterThan(1_000);
    }

    private static Quantities used(Random random, long input, long output) {
        Map<UsageUnit, Long> used = new EnumMap<>(UsageUnit.class);
        divide(random, input, TEXT_INPUT, used);
        divide(random, output, TEXT_OUTPUT, used);
        return new Quantities(used);
    }

    /** All of it of one kind at times, else some of each and not always all of it. */
    private static void divide(Random random, long most, List<UsageUnit> kinds, Map<UsageUnit, Long> used) {
        long left = random.nextInt(3) == 0 ? random.nextLong(most + 1) : most;
        boolean alike = random.nextBoolean();
        while (left > 0) {
            long some = alike ? left : 1 + random.nextLong(left);
            used.merge(kinds.get(random.nextInt(kinds.size())), some, Long::sum);
            left -= some;
        }
    }

    private static PriceBook randomBook(Random random) {
        List<ModelPrice> prices = new ArrayList<>();
        prices.add(randomPrice(random, "s", ServiceTier.STANDARD));
        if (random.nextBoolean()) {
            prices.add(randomPrice(random, "p", ServiceTier.PRIORITY));
        }
        List<Discount> discounts = new ArrayList<>();
        if (random.nextBoolean()) {
            discounts.add(discount(random, null));
        }
        if (random.nextBoolean()) {
            discounts.add(discount(random, TEXT_INPUT.get(random.nextInt(TEXT_INPUT.size()))));
        }
        return new PriceBook(Money.USD, prices, discounts);
    }

    private static Discount discount(Random random, @Nullable UsageUnit unit) {
        return new Discount(
                "discount " + unit,
                Provider.OPENAI,
                null,
                unit,
                new Percentage(BigDecimal.valueOf(1 + random.nextInt(100))),
                new Validity(LAUNCH, null),
                entered(Provenance.Origin.OWN, LAUNCH));
    }

    private static ModelPrice randomPrice(Random random, String version, ServiceTier tier) {
        List<TieredRate> rates = new ArrayList<>();
        List<UsageUnit> units = new ArrayList<>(TEXT_INPUT);
        units.addAll(TEXT_OUTPUT);
        for (UsageUnit unit : units) {
            boolean needed = unit == UsageUnit.INPUT_TOKENS || unit == UsageUnit.OUTPUT_TOKENS;
            if (needed || random.nextBoolean()) {
                rates.add(randomRate(random, unit));
            }
        }
        Long longest = random.nextInt(4) == 0 ? Long.valueOf(1 + random.nextInt(3_000)) : null;
        PriceTerms terms = new PriceTerms(
                Provider.OPENAI,
                NANO,
                ModelPattern.nameAndSnapshots(NANO),
                tier,
                new Validity(LAUNCH, null),
                rates,
                random.nextBoolean() ? LongInputBilling.WHOLE_REQUEST : LongInputBilling.PART_ABOVE,
                random.nextBoolean() ? Map.of(EU, Percentage.of("10")) : Map.of(),
                longest);
        return random.nextInt(4) == 0
                ? new ModelPrice(version, terms, entered(Provenance.Origin.OWN, LAUNCH))
                : price(version, terms);
    }

    private static TieredRate randomRate(Random random, UsageUnit unit) {
        List<TieredRate.Tier> tiers = new ArrayList<>();
        long above = 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            above += 1 + random.nextInt(1_500);
            tiers.add(new TieredRate.Tier(above, perMillion(unit, String.valueOf(random.nextInt(20)))));
        }
        return new TieredRate(perMillion(unit, String.valueOf(random.nextInt(20))), tiers);
    }

    private static Optional<Money> ceiling(PriceBook book, RequestBounds bounds, long outputTokens) {
        return RequestCeiling.of(book, Provider.OPENAI, NANO, bounds, outputTokens, NOW);
    }

    private static RequestBounds bounds(long inputTokens, Set<Unbounded> unbounded) {
        return new RequestBounds(inputTokens, 0L, 1, unbounded, Set.of(ServiceTier.STANDARD), null);
    }

    private static PriceBook book(ServiceTier tier, LongInputBilling billing, TieredRate... rates) {
        return new PriceBook(Money.USD, List.of(price("v", terms(tier, billing, rates))));
    }

    private static PriceTerms terms(ServiceTier tier, LongInputBilling billing, TieredRate... rates) {
        return new PriceTerms(
                Provider.OPENAI,
                NANO,
                ModelPattern.nameAndSnapshots(NANO),
                tier,
                new Validity(LAUNCH, null),
                List.of(rates),
                billing,
                Map.of());
    }

    private static TieredRate flat(UsageUnit unit, String usd) {
        return TieredRate.flat(perMillion(unit, usd));
    }

    private static TieredRate tiered(UsageUnit unit, String usd, long above, String beyond) {
        return new TieredRate(perMillion(unit, usd), List.of(new TieredRate.Tier(above, perMillion(unit, beyond))));
    }
}
