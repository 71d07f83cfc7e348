package io.tokentally.application.service.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.pricing.ImportPricesUseCase.PriceMapFile;
import io.tokentally.application.port.in.pricing.ManagePricesUseCase.NewDiscount;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceDifference;
import io.tokentally.domain.pricing.PriceImport;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Validity;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManagePricesServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00.123456789Z");
    private static final Validity FROM_NOW = Validity.since(Instant.parse("2026-11-24T00:00:00Z"));
    private static final Viewer OWNER = viewer(Role.OWNER);

    private static final PriceTerms SAME = nanoPrice().terms().during(FROM_NOW);
    private static final PriceTerms DEARER = terms(NANO, FROM_NOW, perMillion(UsageUnit.INPUT_TOKENS, "0.7"));
    private static final PriceTerms NEW =
            terms(new ModelName("brand-new"), FROM_NOW, perMillion(UsageUnit.INPUT_TOKENS, "2"));
    private static final PriceMap MAP = map(DEARER, NEW);

    private final KeptPrices kept = new KeptPrices();
    private final ManagePricesService service = new ManagePricesService(
            () -> new PriceBook(Money.USD, List.of(nanoPrice())),
            kept,
            viewer -> List.of(),
            (format, name, content, validFrom) -> MAP,
            UUID::randomUUID,
            Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void knowTheOwner() {
        kept.know(OWNER);
    }

    @Test
    void anOwnPriceSaysWhoEnteredItWhenAndWhy() {
        ModelPrice price = service.setOwnPrice(OWNER, DEARER, "Frame contract", "Contract 7");

        assertThat(kept.find(OWNER).prices()).containsExactly(price);
        assertThat(price.terms()).isEqualTo(DEARER);
        assertThat(price.provenance())
                .isEqualTo(new Provenance(
                        Provenance.Origin.OWN,
                        "oscar",
                        "Frame contract",
                        "Contract 7",
                        Instant.parse("2026-11-24T09:00:00.123456Z")));
        assertThat(price.version())
                .isEqualTo("own/openai/gpt-4.1-nano/standard/2026-11-24T00:00:00Z/2026-11-24T09:00:00.123456Z");
    }

    @Test
    void aDiscountThatContradictsAnotherIsRefusedAndNotKept() {
        Discount first = service.grantDiscount(OWNER, discount("10"));

        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> service.grantDiscount(OWNER, discount("20")))
                .withMessageContaining("are for the same things at the same time");
        assertThat(kept.find(OWNER).discounts()).containsExactly(first);
    }

    @Test
    void anotherDiscountIsTakenOnceTheFirstIsTakenBack() {
        Discount first = service.grantDiscount(OWNER, discount("10"));
        service.withdraw(OWNER, first.id(), "Renegotiated");

        Discount second = service.grantDiscount(OWNER, discount("20"));

        assertThat(kept.find(OWNER).discounts()).containsExactly(first, second);
        assertThat(kept.find(OWNER).withdrawals().get(first.id()))
                .isNotNull()
                .satisfies(withdrawal -> assertThat(withdrawal.author()).isEqualTo("oscar"));
    }

    @Test
    void aDryRunShowsTheDifferencesAndKeepsNothing() {
        assertThat(service.preview(OWNER, file()).review(Set.of()).differences())
                .extracting(PriceDifference::kind)
                .containsExactly(PriceDifference.Kind.CHANGED, PriceDifference.Kind.NEW);
        assertThat(kept.find(OWNER).prices()).isEmpty();
    }

    @Test
    void ofTwoPricesForOneNameNeitherIsTakenUnlessTheyAreAlike() {
        PriceTerms other = terms(NEW.model(), FROM_NOW, perMillion(UsageUnit.INPUT_TOKENS, "3"));

        assertThat(service.apply(OWNER, map(NEW, other, DEARER), Set.of(), "Monthly update"))
                .isEqualTo(1);
        assertThat(kept.find(OWNER).prices())
                .extracting(price -> price.terms().model())
                .containsExactly(NANO);
        assertThat(service.apply(OWNER, map(NEW, NEW), Set.of(), "Monthly update"))
                .isEqualTo(1);
    }

    @Test
    void onlyWhatIsNewOrChangedBecomesAVersion() {
        PriceMap map = map(SAME, NEW);

        assertThat(service.apply(OWNER, map, Set.of(), "Monthly update")).isEqualTo(1);
        assertThat(kept.find(OWNER).prices()).extracting(ModelPrice::terms).containsExactly(NEW);
        assertThat(kept.find(OWNER).prices().getFirst().provenance())
                .returns(Provenance.Origin.IMPORTED, Provenance::origin)
                .returns("prices.json", Provenance::source);
        assertThat(service.apply(OWNER, map, Set.of(), "Monthly update")).isZero();
    }

    @Test
    void providersThatWereNotChosenAreLeftOut() {
        assertThat(service.apply(OWNER, MAP, Set.of(Provider.ANTHROPIC), "Monthly update"))
                .isZero();
    }

    @Test
    void anImportIsToldAsOneAndTakenBackAsOne() {
        service.apply(OWNER, map(DEARER, NEW), Set.of(), "Monthly update");
        PriceImport taken = kept.find(OWNER).imports().getFirst();

        assertThat(taken)
                .isEqualTo(new PriceImport(
                        Instant.parse("2026-11-24T09:00:00.123456Z"), "oscar", "Monthly update", "prices.json", 2, 0));
        assertThat(service.takeBack(OWNER, taken.at(), "Wrong map")).isEqualTo(2);
        assertThat(kept.find(OWNER).imports()).singleElement().matches(PriceImport::isTakenBack);
        assertThat(kept.find(OWNER).over(new PriceBook(Money.USD, List.of())).prices())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"MEMBER", "ADMIN"})
    void onlyOwnersManagePrices(Role role) {
        Viewer viewer = viewer(role);
        List<Consumer<Viewer>> acts = List.of(
                service::pricing,
                service::unpriced,
                who -> service.setOwnPrice(who, DEARER, "r", "s"),
                who -> service.grantDiscount(who, discount("10")),
                who -> service.withdraw(who, "v", "r"),
                who -> service.preview(who, file()),
                who -> service.apply(who, MAP, Set.of(), "r"),
                who -> service.takeBack(who, NOW, "r"));

        assertThat(acts)
                .allSatisfy(act -> assertThatExceptionOfType(AccessRefusedException.class)
                        .isThrownBy(() -> act.accept(viewer))
                        .withMessageStartingWith("Only owners ")
                        .withMessageEndingWith(" Ask an owner."));
        assertThat(kept.find(OWNER).prices()).isEmpty();
    }

    private static PriceMap map(PriceTerms... terms) {
        return new PriceMap(
                "prices.json",
                Stream.of(terms)
                        .map(each -> new PriceMap.Offer(
                                new PriceMap.Place(each.provider(), each.model().value(), 1), each))
                        .toList(),
                List.of());
    }

    private static NewDiscount discount(String percentage) {
        return new NewDiscount(
                Provider.OPENAI, null, null, Percentage.of(percentage), Validity.since(LAUNCH), "Volume", "Contract 7");
    }

    private static PriceMapFile file() {
        return new PriceMapFile(
                PriceMap.Format.GENAI_PRICES, "prices.json", InputStream.nullInputStream(), FROM_NOW.from());
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), role);
    }
}
