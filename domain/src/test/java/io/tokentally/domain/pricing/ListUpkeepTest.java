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
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Provenance.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a list says of itself: corrections, withdrawals, and the ends of models. */
class ListUpkeepTest {

    private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
    private static final ModelPrice WRONG = nanoPrice("wrong", LAUNCH, null, "1");
    private static final ModelPrice RIGHT = new ModelPrice(
            "right",
            nanoPrice("any", LATER, null, "2").terms(),
            entered(Origin.BUILT_IN, LATER.plusSeconds(1)),
            "wrong",
            null);

    @Test
    void aCorrectionCountsFromItsOwnDayOnAndIsToldOfTheVersionThatItCorrects() {
        PriceBook book = bookOf(WRONG, RIGHT);

        assertThat(version(book, LATER.minusSeconds(1))).isEqualTo("wrong");
        assertThat(version(book, LATER)).isEqualTo("right");
        assertThat(book.correctionsOf(WRONG)).containsExactly(RIGHT);
        assertThat(book.correctionsOf(RIGHT)).isEmpty();
        assertThat(book.inForceAt(LATER)).containsExactly(RIGHT);
    }

    @Test
    void whatTurnedOutWrongIsToldWithTheInstantFromWhichOn() {
        ModelPrice withdrawn = new ModelPrice(
                "never sold",
                terms(new ModelName("other"), Validity.since(LAUNCH), perMillion(UsageUnit.INPUT_TOKENS, "1")),
                entered(Origin.BUILT_IN, LAUNCH),
                null,
                new Withdrawal("the list", "Not sold by this provider", LATER));

        assertThat(bookOf(WRONG, RIGHT, withdrawn).replaced())
                .extracting(ReplacedPrice::version, ReplacedPrice::wrongSince)
                .containsExactly(tuple("wrong", LATER), tuple("never sold", LAUNCH));
        assertThat(bookOf(WRONG).replaced()).isEmpty();
    }

    @Test
    void aVersionThatWasWithdrawnPricesNothingAndStays() {
        Withdrawal withdrawal = new Withdrawal("Tokentally", "Never sold", LATER);
        ModelPrice withdrawn = new ModelPrice("gone", WRONG.terms(), WRONG.provenance(), null, withdrawal);
        PriceBook book = bookOf(withdrawn, nanoPrice("other", LATER, null, "3"));

        assertThat(version(book, LATER.minusSeconds(1))).isNull();
        assertThat(book.inForceAt(LATER.minusSeconds(1))).isEmpty();
        assertThat(version(book, LATER)).isEqualTo("other");
        assertThat(book.prices()).contains(withdrawn);
        assertThatThrownBy(() -> bookOf(withdrawn, nanoPrice("gone", LATER, null, "3")))
                .hasMessage("There are two prices with the version gone");
    }

    @Test
    void aRequestThatIsTooLongForATierHasNoPriceOnIt() {
        PriceTerms terms = WRONG.terms();
        PriceBook book = bookOf(price(
                "short",
                new PriceTerms(
                        terms.provider(),
                        terms.model(),
                        terms.matches(),
                        terms.serviceTier(),
                        terms.validity(),
                        terms.rates(),
                        terms.longInputBilling(),
                        terms.regionUplifts(),
                        100L)));

        assertThat(cost(book, Map.of(UsageUnit.INPUT_TOKENS, 60L, UsageUnit.CACHED_INPUT_TOKENS, 40L))
                        .status())
                .isEqualTo(CostStatus.MEASURED);
        Cost tooLong = cost(book, Map.of(UsageUnit.INPUT_TOKENS, 60L, UsageUnit.CACHED_INPUT_TOKENS, 41L));
        assertThat(tooLong.unpricedReason()).isEqualTo(UnpricedReason.NO_PRICE);
    }

    @Test
    void theEndOfAModelIsThatOfThePatternThatSaysMostOfItsName() {
        ModelLifecycle family = lifecycle("gpt-4.1*", "2027-01-14", "gpt-6-luna");
        ModelLifecycle nano = lifecycle("gpt-4.1-nano", "2026-10-23", null);
        PriceBook book = new PriceBook(Money.USD, List.of(WRONG), List.of(), List.of(family, nano));

        assertThat(book.lifecycleOf(Provider.OPENAI, NANO)).contains(nano);
        assertThat(book.lifecycleOf(Provider.OPENAI, new ModelName("gpt-4.1-mini")))
                .contains(family);
        assertThat(book.lifecycleOf(Provider.OPENAI, new ModelName("gpt-5"))).isEmpty();
        assertThat(book.lifecycleOf(Provider.ANTHROPIC, NANO)).isEmpty();
    }

    @Test
    void theEndsOfModelsStayWhateverAnOrganizationAgrees() {
        ModelLifecycle nano = lifecycle("gpt-4.1-nano", "2026-10-23", null);
        PriceBook book = new PriceBook(Money.USD, List.of(WRONG), List.of(), List.of(nano));

        assertThat(book.with(List.of(), List.of()).lifecycleOf(Provider.OPENAI, NANO))
                .contains(nano);
        assertThat(book.withoutAgreements().lifecycleOf(Provider.OPENAI, NANO)).contains(nano);
    }

    @Test
    void aModelIsOverFromTheDayOnOnWhichItIsShutDownAndItsPriceIsNot() {
        ModelLifecycle nano = lifecycle("gpt-4.1-nano", "2026-10-23", null);
        PriceBook book = new PriceBook(Money.USD, List.of(WRONG), List.of(), List.of(nano));

        assertThat(nano.isOverAt(Instant.parse("2026-10-22T23:59:59Z"))).isFalse();
        assertThat(nano.isOverAt(Instant.parse("2026-10-23T00:00:00Z"))).isTrue();
        assertThat(version(book, Instant.parse("2026-11-01T00:00:00Z"))).isEqualTo("wrong");
    }

    private static ModelLifecycle lifecycle(String pattern, String day, @Nullable String replacement) {
        return new ModelLifecycle(
                Provider.OPENAI,
                List.of(new ModelPattern(pattern)),
                LocalDate.parse(day),
                replacement == null ? null : new ModelName(replacement),
                "https://developers.openai.com/api/docs/deprecations");
    }

    private static PriceBook bookOf(ModelPrice... prices) {
        return new PriceBook(Money.USD, List.of(prices));
    }

    private static @Nullable String version(PriceBook book, Instant at) {
        return book.find(query(at)).map(ModelPrice::version).orElse(null);
    }

    private static Cost cost(PriceBook book, Map<UsageUnit, Long> used) {
        return book.costOf(query(LATER), new UsageReading.Reported(new Quantities(used)));
    }

    private static PriceQuery query(Instant at) {
        return new PriceQuery(Provider.OPENAI, NANO, ServiceTier.STANDARD, null, at);
    }
}
