package io.tokentally.application.service.repricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static io.tokentally.domain.pricing.PriceFixtures.terms;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.service.pricing.KeptPrices;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.ReplacedPrice;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.repricing.CallsOfVersion;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was priced by a rate that is corrected since. */
class MispricedCallsTest {

    private static final Viewer OWNER =
            ViewerFixtures.viewer(new UserId("oscar"), new OrganizationId("acme"), Role.OWNER);

    private static final ModelPrice WRONG = price("wrong", Origin.BUILT_IN, "1", null, null);
    private static final ModelPrice RIGHT = price("right", Origin.BUILT_IN, "3", "wrong", null);

    private final List<ReplacedPrice> asked = new ArrayList<>();
    private final KeptPrices own = new KeptPrices();

    @Test
    void theDifferenceIsThatOfTheCallsThatTheWrongVersionPriced() {
        List<UsageRecord> calls = List.of(pricedBy(WRONG, 0), pricedBy(WRONG, 1), pricedBy(RIGHT, 2));

        List<MispricedCalls> found = mispriced(calls, WRONG, RIGHT);

        assertThat(asked).extracting(ReplacedPrice::version).containsExactly("wrong");
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.reason()).isEqualTo(RIGHT.provenance().reason());
            assertThat(one.difference()).isEqualTo(Money.usd("4"));
        });
    }

    @Test
    void whereNoPriceIsLeftThereIsNoDifference() {
        ModelPrice withdrawn =
                price("wrong", Origin.BUILT_IN, "1", null, new Withdrawal("the list", "Never sold", LAUNCH));

        assertThat(mispriced(List.of(pricedBy(WRONG, 0)), withdrawn))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.reason()).isEqualTo("Never sold");
                    assertThat(one.difference()).isNull();
                });
    }

    @Test
    void whatTheOrganizationTookBackCountsAsWell() {
        ModelPrice agreed = price("agreed", Origin.OWN, "5", null, null);
        own.know(OWNER);
        own.add(OWNER, List.of(agreed));
        own.withdraw(OWNER, "agreed", new Withdrawal("oscar", "Typing error", NOON));

        assertThat(mispriced(List.of(pricedBy(agreed, 0)), WRONG))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.calls().version()).isEqualTo("agreed");
                    assertThat(one.reason()).isEqualTo("Typing error");
                    assertThat(one.difference()).isEqualTo(Money.usd("-4"));
                });
    }

    @Test
    void eachVersionHasTheDifferenceOfItsOwnCalls() {
        ModelPrice agreed = price("agreed", Origin.OWN, "5", null, null);
        own.know(OWNER);
        own.add(OWNER, List.of(agreed));
        own.withdraw(OWNER, "agreed", new Withdrawal("oscar", "Typing error", NOON));

        assertThat(mispriced(List.of(pricedBy(WRONG, 0), pricedBy(agreed, 1)), WRONG, RIGHT))
                .extracting(one -> one.calls().version(), MispricedCalls::difference)
                .containsExactlyInAnyOrder(tuple("wrong", Money.usd("2")), tuple("agreed", Money.usd("-2")));
    }

    @Test
    void nothingIsLookedForWhereNothingWasCorrected() {
        assertThat(mispriced(List.of(pricedBy(WRONG, 0)), WRONG)).isEmpty();
        assertThat(asked).isEmpty();
    }

    private List<MispricedCalls> mispriced(List<UsageRecord> calls, ModelPrice... list) {
        RepricingSteps steps = new RepricingSteps(
                () -> new PriceBook(Money.USD, List.of(list)),
                own,
                new KeptCalls(calls),
                (viewer, replaced) -> found(calls, replaced),
                UUID::randomUUID,
                2);
        return steps.mispriced(OWNER);
    }

    private List<CallsOfVersion> found(List<UsageRecord> calls, Collection<ReplacedPrice> replaced) {
        asked.addAll(replaced);
        return replaced.stream()
                .map(wrong -> new CallsOfVersion(
                        wrong.version(),
                        Provider.OPENAI,
                        NANO,
                        calls.size(),
                        Money.usd("2"),
                        calls.getFirst().call().startedAt(),
                        calls.getLast().call().startedAt()))
                .toList();
    }

    /** A million tokens. */
    private static UsageRecord pricedBy(ModelPrice price, int second) {
        UsageRecord call = aUsageRecord()
                .at(NOON.plusSeconds(second))
                .withTokens(1_000_000, 0)
                .build();
        PriceBook book =
                new PriceBook(Money.USD, List.of(new ModelPrice(price.version(), price.terms(), price.provenance())));
        Cost cost = book.costOf(call.call());
        return call.withCost(cost);
    }

    private static ModelPrice price(
            String version, Origin origin, String rate, @Nullable String corrects, @Nullable Withdrawal withdrawal) {
        return new ModelPrice(
                version,
                terms(
                        NANO,
                        Validity.since(LAUNCH),
                        perMillion(UsageUnit.INPUT_TOKENS, rate),
                        perMillion(UsageUnit.OUTPUT_TOKENS, rate)),
                entered(origin, corrects == null ? LAUNCH : LAUNCH.plusSeconds(1)),
                corrects,
                withdrawal);
    }
}
