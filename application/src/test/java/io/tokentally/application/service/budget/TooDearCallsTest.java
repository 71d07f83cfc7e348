package io.tokentally.application.service.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BlockingRules.Bound;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.LargestCalls;
import io.tokentally.domain.budget.TooDearCall;
import io.tokentally.domain.budget.TooDearCall.Remedy;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The price is 0.10 dollars for a million tokens in, and 0.40 for a million out. */
class TooDearCallsTest {

    private static final PriceBook LIST = new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice()));
    private static final LargestCalls NANO = calls("gpt-4.1-nano", 1_000_000, 500_000, 100_000, 50_000);
    private static final LargestCalls SMALL = calls("gpt-4.1-nano-2025-04-14", 10, 10, 10, 10);

    private static LargestCalls calls(String model, long in, long out, long usualIn, long usualOut) {
        return new LargestCalls(Provider.OPENAI, new ModelName(model), in, out, usualIn, usualOut);
    }

    private static Optional<TooDearCall> tooDear(BudgetTerms terms, LargestCalls... calls) {
        return new TooDearCalls(organization -> Optional.of(LIST), ACME, terms, NOON).among(List.of(calls));
    }

    private static BudgetTerms monthly(String amount, Bound bound, @Nullable Long limit) {
        return BudgetFixtures.with(
                BudgetFixtures.monthly("Monthly", amount),
                BudgetAction.BLOCK,
                new BlockingRules(
                        bound,
                        BlockingRules.Unknown.PASS,
                        BlockingRules.Unknown.REFUSE,
                        null,
                        false,
                        BlockingRules.WhenUnreachable.CLOSED,
                        limit));
    }

    @Test
    void theDearestIsToldWithWhatWouldLetItOut() {
        TooDearCall found =
                tooDear(monthly("0.25", Bound.WORST_CASE, null), SMALL, NANO).orElseThrow();

        assertThat(found.model()).isEqualTo(NANO.model());
        assertThat(found.setAside()).isEqualByComparingTo("0.30");
        assertThat(found.inputTokens()).isEqualTo(1_000_000);
        assertThat(found.outputTokens()).isEqualTo(500_000);
        assertThat(found.remedies()).containsExactlyInAnyOrder(Remedy.LIMIT_OUTPUT, Remedy.EXPECT, Remedy.RAISE_AMOUNT);
    }

    @Test
    void whatFitsIsNotToldToTheLastCent() {
        assertThat(tooDear(monthly("0.30", Bound.WORST_CASE, null), NANO)).isEmpty();
        assertThat(tooDear(monthly("0.299999999", Bound.WORST_CASE, null), NANO))
                .isPresent();
    }

    @Test
    void aLimitOnAnswersIsWhatIsSetAside() {
        assertThat(tooDear(monthly("0.14", Bound.WORST_CASE, 100_000L), NANO)).isEmpty();
        assertThat(tooDear(monthly("0.139", Bound.WORST_CASE, 100_000L), NANO)
                        .orElseThrow()
                        .setAside())
                .isEqualByComparingTo("0.14");
        assertThat(tooDear(monthly("0.30", Bound.WORST_CASE, 600_000L), NANO))
                .as("be the answers shorter")
                .isPresent();
    }

    @Test
    void whereTheInputAloneIsTooMuchNoLimitOnAnswersHelps() {
        assertThat(tooDear(monthly("0.05", Bound.WORST_CASE, null), NANO)
                        .orElseThrow()
                        .remedies())
                .containsExactlyInAnyOrder(Remedy.EXPECT, Remedy.RAISE_AMOUNT);
        assertThat(tooDear(monthly("0.001", Bound.WORST_CASE, null), NANO)
                        .orElseThrow()
                        .remedies())
                .containsExactly(Remedy.RAISE_AMOUNT);
    }

    @Test
    void whereWhatIsUsualIsSetAsideTheUsualCallIsMeasured() {
        assertThat(tooDear(monthly("0.03", Bound.EXPECTED, null), NANO)).isEmpty();
        assertThat(tooDear(monthly("0.02", Bound.EXPECTED, null), NANO)
                        .orElseThrow()
                        .setAside())
                .isEqualByComparingTo("0.03");
        assertThat(tooDear(monthly("0.02", Bound.EXPECTED, 1_000L), NANO)).isEmpty();
    }

    @Test
    void tokensAreCountedAsTheyAre() {
        BudgetTerms tokens = BudgetFixtures.terms(
                "Tokens",
                BudgetSelector.EVERYTHING,
                null,
                BudgetMeasure.TOKENS,
                "1499999",
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY));

        assertThat(tooDear(tokens, NANO).orElseThrow().setAside()).isEqualByComparingTo("1500000");
        assertThat(tooDear(BudgetFixtures.of(tokens, "1500000"), NANO)).isEmpty();
    }

    @Test
    void whatSetsNothingAsideOrAllowsNothingIsNotWarnedOf() {
        BudgetTerms worst = monthly("0.01", Bound.WORST_CASE, null);
        assertThat(tooDear(BudgetFixtures.with(worst, BudgetAction.ALERT, worst.blocking()), NANO))
                .isEmpty();
        assertThat(tooDear(monthly("0", Bound.WORST_CASE, null), NANO)).isEmpty();
        assertThat(tooDear(worst, calls("a model without a price", 1_000_000, 1, 1, 1)))
                .isEmpty();
    }
}
