package io.tokentally.domain.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Provenance.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpstreamPricesTest {

    private static final Provider AZURE = new Provider("azure1");
    private static final Provider OWN_SERVER = new Provider("vllm");
    private static final UpstreamPrices UPSTREAMS =
            new UpstreamPrices(Map.of(AZURE, Optional.of(Provider.OPENAI), OWN_SERVER, Optional.empty()));
    private static final PriceBook BOOK = new PriceBook(Money.USD, List.of(nanoPrice())).forUpstreams(UPSTREAMS);

    @Test
    void anUpstreamWithTheListPricesOfAProviderCostsWhatItsModelsCost() {
        Cost cost = costOf(BOOK, AZURE);

        assertThat(cost).isEqualTo(costOf(BOOK, Provider.OPENAI));
        assertThat(cost.total()).isEqualTo(Money.usd("0.10"));
        assertThat(cost.priceVersion()).isEqualTo("nano-1");
    }

    @Test
    void anUpstreamOfWhichNobodyHasSaidWhosePricesHoldIsUnpricedAndSaysSo() {
        assertThat(costOf(BOOK, OWN_SERVER)).isEqualTo(Cost.unpriced(Money.USD, UnpricedReason.NO_PRICES_FOR_UPSTREAM));
        assertThat(BOOK.findListPrice(query(OWN_SERVER))).isEmpty();
    }

    @Test
    void evenWhereTheListHasPricesOfItsName() {
        ModelPrice namesake = price("namesake", OWN_SERVER, "9", PriceFixtures.BUILT_IN);
        PriceBook book = new PriceBook(Money.USD, List.of(namesake));

        assertThat(costOf(book, OWN_SERVER).total()).isEqualTo(Money.usd("9"));
        assertThat(costOf(book.forUpstreams(UPSTREAMS), OWN_SERVER).unpricedReason())
                .isEqualTo(UnpricedReason.NO_PRICES_FOR_UPSTREAM);
    }

    @Test
    void aModelThatTheNamedProviderDoesNotListHasNoPrice() {
        PriceBook book = new PriceBook(Money.USD, List.of()).forUpstreams(UPSTREAMS);

        assertThat(costOf(book, AZURE).unpricedReason()).isEqualTo(UnpricedReason.NO_PRICE);
    }

    @Test
    void anOrganizationsOwnRateForTheUpstreamCountsBeforeAnyList() {
        PriceBook book = BOOK.with(
                List.of(
                        price("own-azure", AZURE, "3", entered(Origin.OWN, LAUNCH)),
                        price("own-vllm", OWN_SERVER, "4", entered(Origin.OWN, LAUNCH))),
                List.of());

        assertThat(costOf(book, AZURE).total()).isEqualTo(Money.usd("3"));
        assertThat(costOf(book, OWN_SERVER).total()).isEqualTo(Money.usd("4"));
        assertThat(book.findListPrice(query(AZURE)).orElseThrow().version()).isEqualTo("nano-1");
        assertThat(costOf(book.withoutAgreements(), AZURE).total()).isEqualTo(Money.usd("0.10"));
        assertThat(costOf(book.withoutAgreements(), OWN_SERVER).unpricedReason())
                .isEqualTo(UnpricedReason.NO_PRICES_FOR_UPSTREAM);
    }

    /** What was agreed with one who bills was not agreed with another. */
    @Test
    void agreementsWithTheProviderAreNotThoseWithTheUpstream() {
        Discount ofOpenAi = discount("openai-10", Provider.OPENAI, "10");
        Discount ofAzure = discount("azure-50", AZURE, "50");
        ModelPrice own = price("own-openai", Provider.OPENAI, "7", entered(Origin.OWN, LAUNCH));

        assertThat(costOf(BOOK.with(List.of(own), List.of(ofOpenAi)), AZURE).total())
                .isEqualTo(Money.usd("0.10"));
        assertThat(costOf(BOOK.with(List.of(own), List.of(ofOpenAi, ofAzure)), AZURE)
                        .total())
                .isEqualTo(Money.usd("0.05"));
    }

    @Test
    void whatWasImportedForTheNamedProviderCountsBeforeTheList() {
        ModelPrice imported = price("imported", Provider.OPENAI, "2", entered(Origin.IMPORTED, LAUNCH));

        assertThat(costOf(BOOK.with(List.of(imported), List.of()), AZURE).total())
                .isEqualTo(Money.usd("2"));
    }

    @Test
    void whatWasNotUsedNeedsNobodysPrices() {
        assertThat(BOOK.costOf(query(OWN_SERVER), new UsageReading.NotBilled()).status())
                .isEqualTo(CostStatus.FREE);
    }

    private static Discount discount(String id, Provider provider, String percentage) {
        return new Discount(
                id,
                provider,
                null,
                null,
                Percentage.of(percentage),
                new Validity(LAUNCH, null),
                entered(Origin.OWN, LAUNCH));
    }

    private static ModelPrice price(String version, Provider provider, String input, Provenance provenance) {
        PriceTerms nano = terms(NANO, new Validity(LAUNCH, null), perMillion(UsageUnit.INPUT_TOKENS, input));
        PriceTerms terms = new PriceTerms(
                provider,
                nano.model(),
                nano.matches(),
                nano.serviceTier(),
                nano.validity(),
                nano.rates(),
                nano.longInputBilling(),
                nano.regionUplifts());
        return new ModelPrice(version, terms, provenance);
    }

    private static PriceQuery query(Provider provider) {
        return new PriceQuery(provider, NANO, ServiceTier.STANDARD, null, LAUNCH);
    }

    private static Cost costOf(PriceBook book, Provider provider) {
        return book.costOf(
                query(provider),
                new UsageReading.Reported(Quantities.builder()
                        .add(UsageUnit.INPUT_TOKENS, 1_000_000)
                        .build()));
    }
}
