package io.tokentally.tck.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the prices of organizations are kept by. There are none at the start of each test. */
public abstract class OrganizationPricesContract {

    protected static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer GWEN = ViewerFixtures.viewer(new UserId("gwen"), GLOBEX, Role.OWNER);

    /** To the microsecond, which is what is kept. */
    private static final Instant ENTERED = Instant.parse("2026-09-01T08:30:00.123456Z");

    private static final Withdrawal WITHDRAWAL = new Withdrawal("oscar", "Typing error", ENTERED.plusSeconds(60));

    protected abstract OrganizationPrices prices();

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** Works as a service would, in a transaction if there are any. */
    protected <T> T working(Supplier<T> work) {
        return work.get();
    }

    @BeforeEach
    void register() {
        List.of(OSCAR, ALICE, ADA, GWEN).forEach(this::givenMember);
    }

    @Test
    void keepsEveryDetailOfAPrice() {
        PriceTerms everything = new PriceTerms(
                Provider.ANTHROPIC,
                new ModelName("claude 🦊"),
                List.of(new ModelPattern("claude*"), new ModelPattern("claude-####")),
                ServiceTier.BATCH,
                new Validity(LAUNCH.plusNanos(1), LAUNCH.plusSeconds(1)),
                List.of(
                        new TieredRate(
                                perMillion(UsageUnit.INPUT_TOKENS, "0.000000000000000000000000000001"),
                                List.of(
                                        new TieredRate.Tier(200_000, perMillion(UsageUnit.INPUT_TOKENS, "6")),
                                        new TieredRate.Tier(400_000, perMillion(UsageUnit.INPUT_TOKENS, "0")))),
                        TieredRate.flat(perMillion(UsageUnit.WEB_SEARCHES, "12345678901234567890.1"))),
                LongInputBilling.PART_ABOVE,
                Map.of(new Region("eu"), Percentage.of("10.123456"), new Region("us"), Percentage.of("1")),
                272_000L);
        List<ModelPrice> entered = List.of(
                new ModelPrice("all of it", everything, entered(Provenance.Origin.IMPORTED, ENTERED)), price("plain"));

        doing(() -> prices().add(OSCAR, entered));

        assertThat(pricing(OSCAR).prices()).isEqualTo(entered);
        assertThat(pricing(ADA)).isEqualTo(pricing(OSCAR));
    }

    @Test
    void keepsEveryDetailOfADiscount() {
        Discount broad = discount("broad", null, null);
        Discount narrow = discount("narrow", new ModelPattern("gpt-*"), UsageUnit.OUTPUT_TOKENS);

        doing(() -> prices().add(OSCAR, broad));
        doing(() -> prices().add(OSCAR, narrow));

        assertThat(pricing(ALICE).discounts()).containsExactly(broad, narrow);
    }

    @Test
    void whatIsTakenBackStaysAndSaysSo() {
        doing(() -> prices().add(OSCAR, List.of(price("one"), price("two"))));
        doing(() -> prices().add(OSCAR, discount("three", null, null)));

        doing(() -> prices().withdraw(OSCAR, "one", WITHDRAWAL));
        doing(() -> prices().withdraw(OSCAR, "three", WITHDRAWAL));

        assertThat(pricing(OSCAR))
                .isEqualTo(new OrganizationPricing(
                        List.of(price("one"), price("two")),
                        List.of(discount("three", null, null)),
                        Map.of("one", WITHDRAWAL, "three", WITHDRAWAL)));
    }

    @Test
    void aVersionIsEnteredOnceAndForAll() {
        doing(() -> prices().add(OSCAR, List.of(price("one"))));

        assertRefused(() -> prices().add(OSCAR, List.of(price("two"), price("one"))), "one already");
        assertRefused(() -> prices().add(OSCAR, List.of(price("two"), price("two"))), "two already");
        assertRefused(() -> prices().add(OSCAR, discount("one", null, null)), "one already");
        assertThat(pricing(OSCAR).prices()).containsExactly(price("one"));
        assertThat(pricing(OSCAR).discounts()).isEmpty();
    }

    @Test
    void onlyWhatIsThereIsTakenBackAndOnlyOnce() {
        doing(() -> prices().add(OSCAR, List.of(price("one"))));
        doing(() -> prices().withdraw(OSCAR, "one", WITHDRAWAL));

        assertRefused(() -> prices().withdraw(OSCAR, "one", WITHDRAWAL), "before");
        assertRefused(() -> prices().withdraw(OSCAR, "none", WITHDRAWAL), "no price or discount none");
    }

    @Test
    void anImportIsTakenBackInOneStep() {
        doing(() -> prices().add(OSCAR, List.of(imported("one", ENTERED), imported("two", ENTERED))));
        doing(() -> prices().add(OSCAR, List.of(imported("later", ENTERED.plusSeconds(1)), price("own"))));
        doing(() -> prices().withdraw(OSCAR, "one", WITHDRAWAL));
        Withdrawal whole = new Withdrawal("oscar", "Wrong map", ENTERED.plusSeconds(120));

        assertThat(working(() -> prices().withdrawImport(OSCAR, ENTERED, whole)))
                .isEqualTo(1);

        assertThat(pricing(OSCAR).withdrawals()).isEqualTo(Map.of("one", WITHDRAWAL, "two", whole));
        assertRefused(() -> prices().withdrawImport(OSCAR, ENTERED, whole), "before");
        assertRefused(() -> prices().withdrawImport(OSCAR, ENTERED.minusSeconds(1), whole), "no import of");
        assertRefused(() -> prices().withdrawImport(GWEN, ENTERED.plusSeconds(1), whole), "no import of");
    }

    @Test
    void organizationsKnowNothingOfEachOther() {
        doing(() -> prices().add(OSCAR, List.of(price("one"))));
        doing(() -> prices().add(GWEN, discount("one", null, null)));

        assertThat(pricing(GWEN).prices()).isEmpty();
        assertThat(pricing(OSCAR).discounts()).isEmpty();
        assertThat(pricing(ViewerFixtures.viewer(GWEN.userId(), ACME, Role.OWNER)))
                .isEqualTo(OrganizationPricing.NONE);
        doing(() -> prices().add(OSCAR, List.of(price("two"))));
        assertRefused(() -> prices().withdraw(GWEN, "two", WITHDRAWAL), "no price or discount two");
    }

    static Stream<Named<OwnerAction>> ownersBusiness() {
        return Stream.of(
                Named.of("set", (prices, viewer) -> prices.add(viewer, List.of(price("new")))),
                Named.of("set nothing", (prices, viewer) -> prices.add(viewer, List.of())),
                Named.of("grant", (prices, viewer) -> prices.add(viewer, discount("new", null, null))),
                Named.of("take back", (prices, viewer) -> prices.withdraw(viewer, "one", WITHDRAWAL)),
                Named.of(
                        "take an import back", (prices, viewer) -> prices.withdrawImport(viewer, ENTERED, WITHDRAWAL)));
    }

    @ParameterizedTest
    @MethodSource("ownersBusiness")
    void whoClaimsToBeAnOwnerIsNotBelieved(OwnerAction business) {
        doing(() -> prices().add(OSCAR, List.of(price("one"))));
        doing(() -> prices().add(GWEN, List.of(price("one"))));

        for (Viewer liar : List.of(
                claimsToOwn(ACME, "alice"),
                claimsToOwn(ACME, "ada"),
                claimsToOwn(ACME, "gwen"),
                claimsToOwn(ACME, "nobody"),
                claimsToOwn(GLOBEX, "oscar"),
                claimsToOwn(new OrganizationId("nowhere"), "oscar"))) {
            assertRefused(() -> business.attempt(prices(), liar), "Only owners");
        }
        assertThat(pricing(OSCAR)).isEqualTo(new OrganizationPricing(List.of(price("one")), List.of(), Map.of()));
        assertThat(pricing(GWEN)).isEqualTo(pricing(OSCAR));
    }

    /** Something that only an owner may do. */
    interface OwnerAction {

        void attempt(OrganizationPrices prices, Viewer viewer);
    }

    private static Viewer claimsToOwn(OrganizationId organizationId, String user) {
        return ViewerFixtures.viewer(new UserId(user), organizationId, Role.OWNER);
    }

    private static ModelPrice price(String version) {
        PriceTerms terms =
                terms(new ModelName(version), Validity.since(LAUNCH), perMillion(UsageUnit.INPUT_TOKENS, "0.05"));
        return new ModelPrice(version, terms, entered(Provenance.Origin.OWN, ENTERED));
    }

    private static ModelPrice imported(String version, Instant at) {
        return new ModelPrice(version, price(version).terms(), entered(Provenance.Origin.IMPORTED, at));
    }

    private static Discount discount(String id, @Nullable ModelPattern model, @Nullable UsageUnit unit) {
        return new Discount(
                id,
                Provider.OPENAI,
                model,
                unit,
                Percentage.of("12.5"),
                new Validity(LAUNCH, LAUNCH.plusNanos(1)),
                entered(Provenance.Origin.OWN, ENTERED));
    }

    protected OrganizationPricing pricing(Viewer viewer) {
        return working(() -> prices().find(viewer));
    }

    private void doing(Runnable work) {
        working(() -> {
            work.run();
            return true;
        });
    }

    private void assertRefused(Runnable change, String message) {
        assertThatExceptionOfType(PriceRefusedException.class)
                .isThrownBy(() -> doing(change))
                .withMessageContaining(message);
    }
}
