package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.PriceMap.Offer;
import io.tokentally.domain.pricing.PriceMap.Place;
import io.tokentally.domain.pricing.PriceMap.Remark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportReviewTest {

    private static final Validity ALWAYS = Validity.since(LAUNCH);
    private static final Instant LATER = LAUNCH.plusSeconds(60);
    private static final ModelName DATED = new ModelName("gpt-4.1-nano-2025-04-14");

    @Test
    void whatAMapIsSilentAboutStaysAsItIs() {
        PriceTerms listed = new PriceTerms(
                Provider.OPENAI,
                NANO,
                ModelPattern.nameAndSnapshots(NANO),
                ServiceTier.STANDARD,
                ALWAYS,
                List.of(
                        new TieredRate(
                                perMillion(UsageUnit.INPUT_TOKENS, "1"),
                                List.of(new TieredRate.Tier(200_000, perMillion(UsageUnit.INPUT_TOKENS, "2")))),
                        TieredRate.flat(perMillion(UsageUnit.CACHED_INPUT_TOKENS, "0.1")),
                        TieredRate.flat(perMillion(UsageUnit.CACHE_WRITE_1H_TOKENS, "2"))),
                LongInputBilling.PART_ABOVE,
                Map.of(),
                400_000L);

        PriceTerms taken = review(List.of(listed), terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1.5")))
                .entered()
                .getFirst();

        assertThat(taken.rates())
                .containsExactlyInAnyOrder(
                        new TieredRate(
                                perMillion(UsageUnit.INPUT_TOKENS, "1.5"),
                                List.of(new TieredRate.Tier(200_000, perMillion(UsageUnit.INPUT_TOKENS, "2")))),
                        TieredRate.flat(perMillion(UsageUnit.CACHED_INPUT_TOKENS, "0.1")),
                        TieredRate.flat(perMillion(UsageUnit.CACHE_WRITE_1H_TOKENS, "2")));
        assertThat(taken.longInputBilling()).isEqualTo(LongInputBilling.PART_ABOVE);
        assertThat(taken.maxInputTokens()).isEqualTo(400_000L);
    }

    @Test
    void longInputsThatWouldBecomeCheaperThanShortOnesAreNotKept() {
        PriceTerms listed = new PriceTerms(
                Provider.OPENAI,
                NANO,
                ModelPattern.nameAndSnapshots(NANO),
                ServiceTier.STANDARD,
                ALWAYS,
                List.of(new TieredRate(
                        perMillion(UsageUnit.INPUT_TOKENS, "1"),
                        List.of(new TieredRate.Tier(200_000, perMillion(UsageUnit.INPUT_TOKENS, "2"))))),
                LongInputBilling.WHOLE_REQUEST,
                Map.of());

        assertThat(review(List.of(listed), terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "3")))
                        .entered()
                        .getFirst()
                        .rates())
                .containsExactly(TieredRate.flat(perMillion(UsageUnit.INPUT_TOKENS, "3")));
    }

    @Test
    void whatCannotBeBelievedIsLeftOutWithItsPlaceAndTheRestTaken() {
        PriceTerms listed = terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"));
        PriceTerms fine = terms(new ModelName("fine"), ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"));

        for (String absurd : List.of("0", "10", "0.1")) {
            ImportReview review =
                    review(List.of(listed), terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, absurd)), fine);
            assertThat(review.entered()).containsExactly(fine);
            assertThat(review.remarks()).singleElement().satisfies(remark -> {
                assertThat(remark.place()).isEqualTo(place(NANO, 1));
                assertThat(remark.what()).startsWith("it is left out: INPUT_TOKENS cost");
            });
        }
        for (String absurd : List.of("0", "1000.1", "0.0009")) {
            ImportReview review =
                    review(List.of(), terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, absurd)), fine);
            assertThat(review.entered()).as(absurd).containsExactly(fine);
            assertThat(review.remarks())
                    .singleElement()
                    .satisfies(remark -> assertThat(remark.what()).startsWith("it is left out: "));
        }
    }

    @Test
    void whatIsOnlySuspectIsTakenWithARemark() {
        PriceTerms odd = terms(
                NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"), perMillion(UsageUnit.CACHED_INPUT_TOKENS, "2"));

        ImportReview review = review(List.of(), odd);

        assertThat(review.entered()).containsExactly(odd);
        assertThat(review.remarks())
                .singleElement()
                .satisfies(remark -> assertThat(remark.what())
                        .startsWith("it is taken, but look at it: ")
                        .endsWith("CACHED_INPUT_TOKENS are dearer than INPUT_TOKENS"));
        assertThat(review(List.of(odd), odd).remarks()).isEmpty();
    }

    @Test
    void remarksGoByTheProviderThatIsChosen() {
        PriceMap map = new PriceMap(
                "map",
                List.of(),
                List.of(
                        new Remark(place(NANO, 1), "a"),
                        new Remark(new Place(Provider.GOOGLE, "g", 2), "b"),
                        new Remark(new Place(null, "n", 3), "c")));

        assertThat(map.of(Set.of(Provider.GOOGLE)).remarks())
                .extracting(Remark::what)
                .containsExactly("b");
        assertThat(map.of(Set.of()).remarks()).hasSize(3);
    }

    /** An import that speaks of a family must not price a model that the list has a price of its own for. */
    @Test
    void anImportedPatternDoesNotReachAnotherModelOfTheList() {
        PriceTerms family = family(NANO, "1");
        PriceTerms dated = terms(DATED, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "5"))
                .matching(List.of(new ModelPattern(DATED.value())));

        PriceBook after = after(List.of(family, dated), family(NANO, "2"));

        assertThat(inputOf(after, DATED)).isEqualTo(Money.usd("5"));
        assertThat(inputOf(after, NANO)).isEqualTo(Money.usd("2"));
        assertThat(inputOf(after, new ModelName("gpt-4.1-nano-2026-01-01"))).isEqualTo(Money.usd("2"));
    }

    @Test
    void anImportOfTheSameModelUnderAnotherOfItsNamesCounts() {
        PriceTerms listed = terms(NANO, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"))
                .matching(List.of(new ModelPattern(NANO.value()), new ModelPattern("nano-latest")));
        PriceTerms offered = terms(new ModelName("nano-latest"), ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "2"))
                .matching(List.of(new ModelPattern("*nano*")));

        assertThat(inputOf(after(List.of(listed), offered), NANO)).isEqualTo(Money.usd("2"));
    }

    /** The map says that the snapshot stays as it is, while its family becomes dearer. */
    @Test
    void whatTheMapHasUnchangedIsNotTakenOverByItsFamily() {
        PriceTerms same = terms(DATED, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, "1"))
                .matching(List.of(new ModelPattern(DATED.value())));

        PriceBook after = after(List.of(family(NANO, "1")), family(NANO, "2"), same);

        assertThat(inputOf(after, DATED)).isEqualTo(Money.usd("1"));
        assertThat(inputOf(after, NANO)).isEqualTo(Money.usd("2"));
    }

    private static PriceTerms family(ModelName model, String input) {
        return terms(model, ALWAYS, perMillion(UsageUnit.INPUT_TOKENS, input))
                .matching(ModelPattern.nameAndSnapshots(model));
    }

    private static Money inputOf(PriceBook book, ModelName model) {
        return book.find(new PriceQuery(Provider.OPENAI, model, ServiceTier.STANDARD, null, LATER))
                .orElseThrow()
                .terms()
                .rateOf(UsageUnit.INPUT_TOKENS)
                .orElseThrow()
                .base()
                .price();
    }

    private static PriceBook after(List<PriceTerms> listed, PriceTerms... offered) {
        List<ModelPrice> imported = new ArrayList<>();
        for (PriceTerms terms : review(listed, offered).entered()) {
            imported.add(
                    new ModelPrice("imported-" + imported.size(), terms, entered(Provenance.Origin.IMPORTED, LATER)));
        }
        return list(listed).with(imported, List.of());
    }

    private static ImportReview review(List<PriceTerms> listed, PriceTerms... offered) {
        List<Offer> offers = new ArrayList<>();
        for (PriceTerms terms : offered) {
            offers.add(new Offer(place(terms.model(), offers.size() + 1), terms));
        }
        return ImportReview.of(list(listed), new PriceMap("map", offers, List.of()));
    }

    private static PriceBook list(List<PriceTerms> listed) {
        return new PriceBook(
                Money.USD,
                Stream.iterate(0, i -> i < listed.size(), i -> i + 1)
                        .map(i ->
                                new ModelPrice("list-" + i, listed.get(i), entered(Provenance.Origin.BUILT_IN, LAUNCH)))
                        .toList());
    }

    private static Place place(ModelName model, int line) {
        return new Place(Provider.OPENAI, model.value(), line);
    }
}
