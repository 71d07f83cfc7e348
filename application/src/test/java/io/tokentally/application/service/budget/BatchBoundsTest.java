package io.tokentally.application.service.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.service.budget.CallBounds.Bound;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BlockingRules.Unknown;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal.Reason;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is set aside for a batch whose requests are known, added up by model. */
class BatchBoundsTest {

    private static final ModelName NANO = new ModelName("gpt-4.1-nano");
    private static final ModelName MINI = new ModelName("gpt-5-mini");
    private static final ModelName NEW = new ModelName("nobody-knows");

    /** At half of the list: 0.05 and 0.20 of a million, and for inputs above 1,000 tokens twice that; 0.10 and 0.80. */
    private static final PriceBook LIST = new PriceBook(
            Money.USD,
            List.of(
                    PriceFixtures.nanoPrice(),
                    price(
                            NANO,
                            tiered(UsageUnit.INPUT_TOKENS, "0.05", "0.10"),
                            tiered(UsageUnit.OUTPUT_TOKENS, "0.20", "0.40")),
                    price(MINI, flat(UsageUnit.INPUT_TOKENS, "0.10"), flat(UsageUnit.OUTPUT_TOKENS, "0.80"))));

    private static final BatchedRequests OF_NANO = requests(NANO, 3_000, 900, 1_000_000, 2_000_000L);
    private static final BatchedRequests OF_MINI = requests(MINI, 1, 500_000, 500_000, 100_000L);

    private final CallBounds bounds = new CallBounds(new Books());

    private record Books() implements PriceBookSource {
        @Override
        public Optional<PriceBook> priceBook(OrganizationId organizationId) {
            return Optional.of(LIST);
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    private static ModelPrice price(ModelName model, TieredRate... rates) {
        return PriceFixtures.price(
                model.value() + "-batch",
                new PriceTerms(
                        Provider.OPENAI,
                        model,
                        ModelPattern.nameAndSnapshots(model),
                        ServiceTier.BATCH,
                        new Validity(PriceFixtures.LAUNCH, null),
                        List.of(rates),
                        LongInputBilling.WHOLE_REQUEST,
                        Map.of()));
    }

    private static TieredRate flat(UsageUnit unit, String usd) {
        return TieredRate.flat(PriceFixtures.perMillion(unit, usd));
    }

    private static TieredRate tiered(UsageUnit unit, String usd, String above) {
        return new TieredRate(
                PriceFixtures.perMillion(unit, usd),
                List.of(new TieredRate.Tier(1_000, PriceFixtures.perMillion(unit, above))));
    }

    private static BatchedRequests requests(
            ModelName model, long number, long longest, long input, @Nullable Long output, Unbounded... unbounded) {
        return new BatchedRequests(
                model,
                number,
                longest,
                new RequestBounds(input, output, number, Set.of(unbounded), Set.of(ServiceTier.BATCH), null));
    }

    private static BudgetedCall call() {
        return new BudgetedCall(
                ACME,
                MEMBER,
                null,
                new Endpoint("nightly"),
                new Operation("batches"),
                Provider.OPENAI,
                ModelName.UNKNOWN,
                Tags.NONE);
    }

    private Bound of(BudgetTerms terms, BatchedRequests... requests) {
        SpendingRequest request =
                new SpendingRequest(call(), RequestBounds.ofBatch(new BatchContents(List.of(requests))), false);
        return bounds.of(terms, request, NOON, new CallBounds.Costs());
    }

    private static BudgetTerms dollars(BlockingRules.Bound bound, Unknown unbounded, Unknown unpriced) {
        return BudgetFixtures.with(
                BudgetFixtures.monthly("dollars", "1"),
                BudgetAction.BLOCK,
                new BlockingRules(
                        bound,
                        unbounded,
                        unpriced,
                        new BigDecimal("0.30"),
                        false,
                        BlockingRules.WhenUnreachable.CLOSED));
    }

    private static BudgetTerms worst(Unknown unbounded, Unknown unpriced) {
        return dollars(BlockingRules.Bound.WORST_CASE, unbounded, unpriced);
    }

    private static BudgetTerms of(BudgetMeasure measure) {
        return BudgetFixtures.terms(
                "figures",
                BudgetSelector.EVERYTHING,
                null,
                measure,
                "10000000",
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY));
    }

    private static Bound usd(String amount) {
        return new Bound.Known(Grains.up(BudgetMeasure.COST, new BigDecimal(amount)));
    }

    /** 1 × 0.05 + 2 × 0.20, and 0.5 × 0.10 + 0.1 × 0.80. */
    @Test
    void requestsOfSeveralModelsAreAddedUpAtBatchRates() {
        BudgetTerms budget = worst(Unknown.REFUSE, Unknown.REFUSE);

        assertThat(of(budget, OF_NANO)).isEqualTo(usd("0.45"));
        assertThat(of(budget, OF_MINI)).isEqualTo(usd("0.13"));
        assertThat(of(budget, OF_NANO, OF_MINI)).isEqualTo(usd("0.58"));
    }

    /** Rates for long inputs go by the longest of them, and not by what they have together. */
    @Test
    void ratesForLongInputsHoldWhereARequestIsLong() {
        BudgetTerms budget = worst(Unknown.REFUSE, Unknown.REFUSE);

        assertThat(of(budget, requests(NANO, 3_000, 1_000, 1_000_000, 2_000_000L)))
                .isEqualTo(usd("0.45"));
        assertThat(of(budget, requests(NANO, 3_000, 1_001, 1_000_000, 2_000_000L)))
                .isEqualTo(usd("0.90"));
    }

    /** As its record will say. */
    @Test
    void aBatchIsOneRequestOfAsManyTokensAsAllOfItsOwn() {
        assertThat(of(of(BudgetMeasure.TOKENS), OF_NANO, OF_MINI)).isEqualTo(new Bound.Known(3_600_000));
        assertThat(of(of(BudgetMeasure.REQUESTS), OF_NANO, OF_MINI)).isEqualTo(new Bound.Known(1));
    }

    @Test
    void oneRequestWithoutALimitLeavesTheBatchToTheRuleForWhatHasNone() {
        BatchedRequests open = requests(MINI, 2, 500_000, 500_000, null);

        assertThat(of(worst(Unknown.REFUSE, Unknown.REFUSE), OF_NANO, open))
                .isEqualTo(new Bound.None(Reason.UNBOUNDED));
        assertThat(of(worst(Unknown.CEILING, Unknown.REFUSE), open)).isEqualTo(usd("0.30"));
        // A ceiling below what is known of it anyway: 0.45, and the input of 0.05.
        assertThat(of(worst(Unknown.CEILING, Unknown.REFUSE), OF_NANO, open)).isEqualTo(usd("0.50"));
        // The usual 4,096 output tokens of each of the two.
        assertThat(of(worst(Unknown.PASS, Unknown.REFUSE), OF_NANO, open)).isEqualTo(usd("0.5065536"));
    }

    @Test
    void whatIsSeenOrSearchedHasNoBoundEither() {
        assertThat(of(worst(Unknown.REFUSE, Unknown.REFUSE), requests(MINI, 2, 5, 10, 10L, Unbounded.IMAGES)))
                .isEqualTo(new Bound.None(Reason.UNBOUNDED));
    }

    @Test
    void oneModelWithoutAPriceLeavesTheBatchToTheRuleForThose() {
        BatchedRequests unpriced = requests(NEW, 2, 5, 10, 10L);

        assertThat(of(worst(Unknown.REFUSE, Unknown.REFUSE), OF_MINI, unpriced))
                .isEqualTo(new Bound.None(Reason.UNPRICED));
        assertThat(of(worst(Unknown.REFUSE, Unknown.CEILING), OF_MINI, unpriced))
                .isEqualTo(usd("0.30"));
        assertThat(of(worst(Unknown.REFUSE, Unknown.PASS), OF_MINI, unpriced)).isEqualTo(usd("0.13"));
    }

    /** Half of the bytes, and 4,096 output tokens of each request where no such call was seen, within the limits of all. */
    @Test
    void whatIsExpectedOfEachRequestIsAddedUp() {
        BudgetTerms expected = dollars(BlockingRules.Bound.EXPECTED, Unknown.REFUSE, Unknown.REFUSE);

        // (500,000 + 1) × 0.05 + 2,000,000 × 0.20, of a million.
        assertThat(of(expected, OF_NANO)).isEqualTo(usd("0.42500005"));
        // (250,000 + 1) × 0.10 + 4,096 × 0.80, of a million.
        assertThat(of(expected, OF_MINI)).isEqualTo(usd("0.0282769"));
        assertThat(of(expected, requests(MINI, 1, 500_000, 500_000, null))).isEqualTo(usd("0.0282769"));
    }

    @Test
    void whatCallsOfTheEndpointAndModelUsedLatelyIsExpectedOfEachRequest() {
        SpendingRequest alike = new SpendingRequest(
                call().of(MINI), new RequestBounds(100, null, 1, Set.of(), Set.of(ServiceTier.STANDARD), null), false);
        for (int i = 0; i < ExpectedUse.LEAST; i++) {
            bounds.learn(alike, aUsageRecord().withTokens(40, 10).withSeed(i).build());
        }
        BudgetTerms expected = BudgetFixtures.with(
                of(BudgetMeasure.TOKENS),
                BudgetAction.BLOCK,
                dollars(BlockingRules.Bound.EXPECTED, Unknown.REFUSE, Unknown.REFUSE)
                        .blocking());

        long ofOne = ((Bound.Known) of(expected, requests(MINI, 1, 0, 0, null))).grains();

        assertThat(ofOne).isBetween(10L, 12L);
        assertThat(of(expected, requests(MINI, 300, 0, 0, null))).isEqualTo(new Bound.Known(300 * ofOne));
        assertThat(of(expected, requests(MINI, 300, 0, 0, 7L))).isEqualTo(new Bound.Known(7));
    }
}
