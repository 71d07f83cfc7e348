package io.tokentally.application.service.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.price;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Estimate;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.Validity;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrowsePricesServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
    private static final Instant CUT = Instant.parse("2026-07-30T00:00:00Z");
    private static final Viewer MEMBER =
            ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);
    private static final Viewer OWNER =
            ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);
    private static final Payer PAYER = new Payer(MEMBER);
    private static final Quantities MILLION =
            Quantities.builder().add(UsageUnit.INPUT_TOKENS, 1_000_000).build();

    private static final ModelPrice OLD = nanoPrice("old", LAUNCH, CUT, "0.20");
    private static final ModelPrice CURRENT = nanoPrice("current", CUT, null, "0.10");
    private static final ModelPrice AUDIO = price(
            "audio", terms(new ModelName("audio"), Validity.since(LAUNCH), perMillion(UsageUnit.INPUT_TOKENS, "1")));
    private static final ModelPrice OWN = new ModelPrice(
            "own",
            terms(NANO, Validity.since(CUT), perMillion(UsageUnit.INPUT_TOKENS, "0.05")),
            entered(Origin.OWN, NOW));

    private final KeptPrices kept = new KeptPrices();
    private final BrowsePricesService service = new BrowsePricesService(
            () -> new PriceBook(Money.USD, List.of(OLD, CURRENT, AUDIO)), kept, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void knowThem() {
        kept.know(MEMBER);
        kept.know(OWNER);
    }

    @Test
    void showsEachModelWithThePriceOfNow() {
        assertThat(service.models(PAYER))
                .extracting(PricedModel::model, PricedModel::prices)
                .containsExactly(tuple(AUDIO.model(), List.of(AUDIO)), tuple(NANO, List.of(CURRENT)));
    }

    @Test
    void showsOwnRatesBesideTheListPriceAndDiscountsBesideTheModel() {
        Discount discount = discount("d", null, "10");
        kept.add(OWNER, List.of(OWN));
        kept.add(OWNER, discount);

        PricedModel nano = service.models(PAYER).getLast();

        assertThat(nano.prices()).containsExactly(OWN);
        assertThat(nano.listPrices()).containsExactly(CURRENT);
        assertThat(nano.discounts()).containsExactly(discount);
    }

    @Test
    void tellsWhatIsPaidByTheMostSpecificDiscountAndOwnRatesAsTheyAre() {
        kept.add(OWNER, discount("of the provider", null, "10"));
        kept.add(OWNER, discount("of input", UsageUnit.INPUT_TOKENS, "50"));

        PricedModel nano = service.models(PAYER).getLast();
        Rate listed = CURRENT.terms().rates().getFirst().base();
        Rate output = new Rate(UsageUnit.OUTPUT_TOKENS, Money.usd("0.40"), 1_000_000);
        assertThat(nano.paid(CURRENT, listed).price()).isEqualTo(Money.usd("0.05"));
        assertThat(nano.paid(CURRENT, output).price()).isEqualTo(Money.usd("0.36"));

        Rate own = OWN.terms().rates().getFirst().base();
        assertThat(nano.paid(OWN, own)).isEqualTo(own);
    }

    private static Discount discount(String id, @Nullable UsageUnit unit, String percentage) {
        return new Discount(
                id,
                Provider.OPENAI,
                null,
                unit,
                Percentage.of(percentage),
                Validity.since(LAUNCH),
                entered(Origin.OWN, NOW));
    }

    @Test
    void tellsEveryVersionTheNewestFirst() {
        kept.add(OWNER, List.of(OWN));

        assertThat(service.history(PAYER, Provider.OPENAI, NANO).versions()).containsExactly(OWN, CURRENT, OLD);
        assertThat(service.version(PAYER, "own")).contains(OWN);
        assertThat(service.version(PAYER, "old")).contains(OLD);
        assertThat(service.version(PAYER, "never")).isEmpty();
    }

    @Test
    void estimatesByThePriceOfThatInstantBesideTheList() {
        kept.add(OWNER, List.of(OWN));

        Estimate now = service.estimate(PAYER, query(NANO, NOW), MILLION);
        Estimate before = service.estimate(PAYER, query(NANO, CUT.minusMillis(1)), MILLION);

        assertThat(now.cost().total()).isEqualTo(Money.usd("0.05"));
        assertThat(now.listCost().total()).isEqualTo(Money.usd("0.10"));
        assertThat(now.price()).isEqualTo(OWN);
        assertThat(before.cost().total()).isEqualTo(Money.usd("0.20"));
    }

    @Test
    void whoeverBelongsToNoOrganizationSeesTheListAndNothingThatAnybodyAgreed() {
        kept.add(OWNER, List.of(OWN));

        assertThat(service.models(Payer.OF_THE_LIST))
                .extracting(PricedModel::prices)
                .containsExactly(List.of(AUDIO), List.of(CURRENT));
        assertThat(service.history(Payer.OF_THE_LIST, Provider.OPENAI, NANO).versions())
                .containsExactly(CURRENT, OLD);
        assertThat(service.version(Payer.OF_THE_LIST, "own")).isEmpty();
        assertThat(service.estimate(Payer.OF_THE_LIST, query(NANO, NOW), MILLION)
                        .cost()
                        .total())
                .isEqualTo(Money.usd("0.10"));
    }

    @Test
    void anUnknownModelIsUnpricedAndNotFree() {
        Estimate estimate = service.estimate(PAYER, query(new ModelName("unheard-of"), NOW), MILLION);

        assertThat(estimate.cost().status()).isEqualTo(CostStatus.UNPRICED);
        assertThat(estimate.price()).isNull();
    }

    private static PriceQuery query(ModelName model, Instant instant) {
        return new PriceQuery(Provider.OPENAI, model, ServiceTier.STANDARD, null, instant);
    }
}
