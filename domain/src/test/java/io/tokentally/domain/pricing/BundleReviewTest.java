package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BundleReview.Change;
import io.tokentally.domain.pricing.BundleReview.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BundleReviewTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 3);
    private static final LocalDate BOOK_DAY = LocalDate.of(2026, 11, 27);
    private static final Instant RISE = Instant.parse("2026-12-01T00:00:00Z");
    private static final String SHA_256 = "ab".repeat(32);
    private static final ModelName NEXT = new ModelName("gpt-7");
    private static final ModelLifecycle NANO_ENDS = end("2026-12-24");
    private static final PriceEdition BUILT_IN =
            new PriceEdition(BOOK_DAY, List.of(nanoPrice()), List.of(end("2026-12-11")));

    @Test
    void showsWhatIsNewAndWhatIsOtherThanBefore() {
        BundleReview review = review(
                new BundleRelease(1, BOOK_DAY),
                List.of(
                        nanoPrice("nano-1", LAUNCH, RISE, "0.10"),
                        nanoPrice("nano-2", RISE, null, "0.20"),
                        price("next-1", NEXT, RISE, null, perMillion(UsageUnit.INPUT_TOKENS, "2"))),
                List.of(NANO_ENDS));

        assertThat(review.changes())
                .extracting(
                        Change::kind,
                        change -> version(change.after()),
                        change -> version(change.before()),
                        Change::shutdown)
                .containsExactly(
                        tuple(Kind.NEW_MODEL, "next-1", null, null),
                        tuple(Kind.NEW_PRICE, "nano-2", "nano-1", null),
                        tuple(Kind.END, "nano-1", "nano-1", null),
                        tuple(Kind.SHUTDOWN, null, null, NANO_ENDS));
    }

    @Test
    void showsWithdrawalsAndCorrections() {
        ModelPrice right = new ModelPrice(
                "nano-1/corrected",
                nanoPrice("n", LAUNCH, null, "0.20").terms(),
                new Provenance(Provenance.Origin.BUILT_IN, "Tokentally", "Misread", "https://x.example", RISE),
                "nano-1",
                null);
        ModelPrice wrong = withdrawn(nanoPrice());

        assertThat(review(List.of(right)).changes()).extracting(Change::kind).containsExactly(Kind.CORRECTION);
        assertThat(review(List.of(wrong)).changes()).extracting(Change::kind).containsExactly(Kind.WITHDRAWN);
    }

    @Test
    void showsThatAVersionIsForOtherNames() {
        PriceTerms terms = nanoPrice().terms().matching(List.of(new ModelPattern("gpt-4.1-nano*")));

        assertThat(review(List.of(price("nano-1", terms))).changes())
                .extracting(Change::kind)
                .containsExactly(Kind.NAMES);
    }

    @Test
    void whatSaysNothingNewChangesNothing() {
        assertThat(review(List.of(nanoPrice())).changes()).isEmpty();
    }

    @Test
    void aBundleThatIsNotLaterThanWhatCountsIsRefused() {
        BundleRelease applied = new BundleRelease(7, LocalDate.of(2026, 12, 1));

        refuses(new BundleRelease(7, LocalDate.of(2026, 12, 2)), applied)
                .withMessage(
                        "The price bundle is version 7 of 2026-12-02, and version 7 of 2026-12-01 was applied already. Offer a later one.");
        refuses(new BundleRelease(6, LocalDate.of(2026, 12, 2)), applied).withMessageContaining("version 6");
        refuses(new BundleRelease(8, LocalDate.of(2026, 11, 30)), applied)
                .withMessageContaining("of an earlier day than version 7 of 2026-12-01");
        refuses(new BundleRelease(1, LocalDate.of(2026, 11, 26)), null)
                .withMessageContaining("older than the built-in book, which is of 2026-11-27");
        refuses(new BundleRelease(1, LocalDate.of(2026, 12, 5)), null)
                .withMessageContaining("a day that is still to come");
        assertThat(review(new BundleRelease(8, LocalDate.of(2026, 12, 1)), applied, List.of(nanoPrice()))
                        .changes())
                .isEmpty();
    }

    @Test
    void aVersionThatIsKnownNeverChanges() {
        refuses(List.of(nanoPrice("nano-1", LAUNCH, null, "0.11"))).withMessageContaining("something else of nano-1");
        refuses(List.of(nanoPrice("nano-1", RISE, null, "0.10"))).withMessageContaining("something else of nano-1");
    }

    @Test
    void whatWasWithdrawnStaysSo() {
        PriceEdition withdrawn = new PriceEdition(BOOK_DAY, List.of(withdrawn(nanoPrice())), List.of());
        PriceBundle bundle = bundle(new BundleRelease(1, TODAY), List.of(nanoPrice()), List.of());

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> BundleReview.of(bundle, withdrawn, withdrawn, null, TODAY))
                .withMessageContaining("brings nano-1 back");
        assertThat(withdrawn.updatedBy(bundle.edition()).prices()).allMatch(ModelPrice::isWithdrawn);
    }

    @Test
    void pricesThatContradictEachOtherAreRefused() {
        refuses(List.of(nanoPrice("nano-2", RISE, null, "0.20"))).withMessageContaining("contradicts");
    }

    @Test
    void whatTheLintFindsIsRefusedUnlessItWasThereBefore() {
        List<ModelPrice> absurd =
                List.of(price("next-1", NEXT, RISE, null, perMillion(UsageUnit.INPUT_TOKENS, "2000")));

        refuses(absurd)
                .withMessageStartingWith("The price bundle has prices that are suspect: next-1: USD 2000 per million");
        PriceEdition before = new PriceEdition(BOOK_DAY, absurd, List.of());
        assertThat(BundleReview.of(
                                bundle(new BundleRelease(1, TODAY), List.of(nanoPrice()), List.of()),
                                before,
                                before,
                                null,
                                TODAY)
                        .changes())
                .hasSize(1);
    }

    @Test
    void noVersionVanishesAndTheLatestEditionHasTheLastWord() {
        PriceEdition bundled = new PriceEdition(
                LocalDate.of(2026, 12, 1),
                List.of(
                        nanoPrice("nano-1", LAUNCH, RISE, "0.10"),
                        nanoPrice("nano-2", RISE, null, "0.20"),
                        price("next-1", NEXT, RISE, null, perMillion(UsageUnit.INPUT_TOKENS, "2"))),
                List.of(NANO_ENDS));
        PriceEdition newRelease = new PriceEdition(
                LocalDate.of(2027, 1, 1),
                List.of(nanoPrice("nano-1", LAUNCH, RISE, "0.10"), nanoPrice("nano-2", RISE, null, "0.25")),
                List.of());

        PriceEdition both = PriceEdition.of(List.of(newRelease, bundled));

        assertThat(both.prices())
                .containsExactly(
                        nanoPrice("nano-1", LAUNCH, RISE, "0.10"),
                        nanoPrice("nano-2", RISE, null, "0.25"),
                        bundled.prices().getLast());
        assertThat(both.lifecycles()).containsExactly(NANO_ENDS);
        assertThat(PriceEdition.of(List.of(BUILT_IN, bundled)).lifecycles()).containsExactly(NANO_ENDS);
    }

    private static ThrowableAssertAlternative<PriceRefusedException> refuses(
            BundleRelease release, @Nullable BundleRelease applied) {
        return assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> review(release, applied, List.of(nanoPrice())));
    }

    private static ThrowableAssertAlternative<PriceRefusedException> refuses(List<ModelPrice> prices) {
        return assertThatExceptionOfType(PriceRefusedException.class).isThrownBy(() -> review(prices));
    }

    private static BundleReview review(List<ModelPrice> prices) {
        return review(new BundleRelease(1, TODAY), null, prices);
    }

    private static BundleReview review(
            BundleRelease release, @Nullable BundleRelease applied, List<ModelPrice> prices) {
        return BundleReview.of(bundle(release, prices, List.of()), BUILT_IN, BUILT_IN, applied, TODAY);
    }

    private static BundleReview review(
            BundleRelease release, List<ModelPrice> prices, List<ModelLifecycle> lifecycles) {
        return BundleReview.of(bundle(release, prices, lifecycles), BUILT_IN, BUILT_IN, null, TODAY);
    }

    private static PriceBundle bundle(BundleRelease release, List<ModelPrice> prices, List<ModelLifecycle> lifecycles) {
        return new PriceBundle(release, SHA_256, SHA_256, new PriceEdition(release.date(), prices, lifecycles));
    }

    private static ModelPrice withdrawn(ModelPrice price) {
        return new ModelPrice(
                price.version(),
                price.terms(),
                price.provenance(),
                null,
                new Withdrawal("Tokentally", "Not sold by this provider", RISE));
    }

    private static ModelLifecycle end(String day) {
        return new ModelLifecycle(
                Provider.OPENAI,
                List.of(new ModelPattern(NANO.value())),
                LocalDate.parse(day),
                NEXT,
                "https://openai.example/deprecations");
    }

    private static @Nullable String version(@Nullable ModelPrice price) {
        return price == null ? null : price.version();
    }
}
