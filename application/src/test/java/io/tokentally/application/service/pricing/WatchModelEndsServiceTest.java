package io.tokentally.application.service.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.pricing.UsageByModel;
import io.tokentally.application.port.out.summary.UsageBreakdown;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.ModelUsage;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchModelEndsServiceTest {

    private static final Instant NOW = Instant.parse("2026-10-20T09:07:00Z");
    private static final LocalDate SHUT_DOWN = LocalDate.of(2026, 10, 23);
    private static final ModelName LUNA = new ModelName("luna");

    /** Of a replacement that costs twice as much, and four times beyond 1,000 tokens of input. */
    private static final ModelPrice LUNA_PRICE = new ModelPrice(
            "luna-1",
            new PriceTerms(
                    Provider.OPENAI,
                    LUNA,
                    List.of(new ModelPattern("luna")),
                    ServiceTier.STANDARD,
                    Validity.since(LAUNCH),
                    List.of(new TieredRate(
                            perMillion(UsageUnit.INPUT_TOKENS, "2"),
                            List.of(new TieredRate.Tier(1_000, perMillion(UsageUnit.INPUT_TOKENS, "4"))))),
                    LongInputBilling.WHOLE_REQUEST,
                    Map.of(),
                    null),
            entered(Origin.BUILT_IN, LAUNCH));

    private final List<ModelUsage> log = new ArrayList<>();
    private final List<ModelName> asked = new ArrayList<>();
    private @Nullable UsageScope scope;
    private @Nullable TimeRange range;

    @Test
    void aModelInUseIsToldWithItsLastDayAndTheReplacementsCostForTheSameUsage() {
        log.add(usage(NANO, ServiceTier.STANDARD, 2_000, 1_000_000));

        List<EndingModel> ending = ending(UsageScope.ORGANIZATION, lifecycle(NANO, SHUT_DOWN, LUNA));

        assertThat(ending).singleElement().satisfies(one -> {
            assertThat(one.daysLeft(NOW)).isEqualTo(3);
            assertThat(one.calls()).isEqualTo(2_000);
            assertThat(one.cost()).isEqualTo(Money.usd("1"));
            assertThat(one.replacementCost()).isEqualTo(Money.usd("2"));
        });
        assertThat(scope).isEqualTo(UsageScope.ORGANIZATION);
        assertThat(range)
                .isEqualTo(new TimeRange(Instant.parse("2026-09-20T09:00:00Z"), Instant.parse("2026-10-20T09:15:00Z")));
    }

    @Test
    void snapshotsOfAModelThatEndTogetherAreOne() {
        ModelName snapshot = new ModelName(NANO.value() + "-2025-04-14");
        log.add(usage(NANO, ServiceTier.STANDARD, 2_000, 1_000_000));
        log.add(usage(snapshot, ServiceTier.STANDARD, 2_000, 1_000_000));

        ModelLifecycle both = new ModelLifecycle(
                Provider.OPENAI, List.of(new ModelPattern(NANO.value() + "*")), SHUT_DOWN, LUNA, "a page");
        assertThat(ending(UsageScope.ORGANIZATION, both)).singleElement().satisfies(one -> {
            assertThat(one.model()).isEqualTo(NANO);
            assertThat(one.calls()).isEqualTo(4_000);
            assertThat(one.replacementCost()).isEqualTo(Money.usd("4"));
        });
    }

    @Test
    void ratesForLongInputsGoByTheCallsAverageLength() {
        log.add(usage(NANO, ServiceTier.STANDARD, 10, 1_000_000));

        assertThat(ending(UsageScope.ORGANIZATION, lifecycle(NANO, SHUT_DOWN, LUNA)))
                .extracting(EndingModel::replacementCost)
                .containsExactly(Money.usd("4"));
    }

    @Test
    void whereTheReplacementHasNoPriceForATierNoSumIsTold() {
        log.add(usage(NANO, ServiceTier.STANDARD, 1, 10));
        log.add(usage(NANO, ServiceTier.PRIORITY, 1, 10));

        assertThat(ending(UsageScope.ORGANIZATION, lifecycle(NANO, SHUT_DOWN, LUNA)))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.calls()).isEqualTo(2);
                    assertThat(one.replacementCost()).isNull();
                });
        assertThat(ending(UsageScope.ORGANIZATION, lifecycle(NANO, SHUT_DOWN, null)))
                .extracting(EndingModel::replacementCost)
                .containsOnlyNulls();
    }

    @Test
    void theEarliestEndComesFirstAndWhatEndedIsTold() {
        log.add(usage(NANO, ServiceTier.STANDARD, 1, 10));
        log.add(usage(new ModelName("old"), ServiceTier.STANDARD, 1, 10));

        List<EndingModel> ending = ending(
                UsageScope.ORGANIZATION,
                lifecycle(NANO, SHUT_DOWN, LUNA),
                lifecycle(new ModelName("old"), LocalDate.of(2026, 10, 1), null));

        assertThat(ending).extracting(one -> one.model().value()).containsExactly("old", NANO.value());
        assertThat(ending.getFirst().daysLeft(NOW)).isEqualTo(-19);
    }

    @Test
    void theLogIsNotReadWhereNothingEnds() {
        log.add(usage(NANO, ServiceTier.STANDARD, 1, 10));

        assertThat(ending(UsageScope.ORGANIZATION, lifecycle(LUNA, SHUT_DOWN, null)))
                .isEmpty();
        assertThat(asked).isEmpty();
        assertThat(range).isNull();

        assertThat(ending(UsageScope.OWN, lifecycle(NANO, SHUT_DOWN, null))).hasSize(1);
        assertThat(scope).isEqualTo(UsageScope.OWN);
        assertThat(asked).containsExactly(NANO);
    }

    @Test
    void aMemberDoesNotLookAtTheOrganization() {
        WatchModelEndsService service = service(lifecycle(NANO, SHUT_DOWN, null));

        assertThat(service.ending(viewer(Role.MEMBER), UsageScope.OWN)).isEmpty();
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.ending(viewer(Role.MEMBER), UsageScope.ORGANIZATION));
    }

    private List<EndingModel> ending(UsageScope of, ModelLifecycle... lifecycles) {
        return service(lifecycles).ending(viewer(Role.ADMIN), of);
    }

    private WatchModelEndsService service(ModelLifecycle... lifecycles) {
        PriceBook book = new PriceBook(Money.USD, List.of(nanoPrice(), LUNA_PRICE), List.of(), List.of(lifecycles));
        return new WatchModelEndsService(
                () -> book, new KeptPrices(), new Used(), this::find, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** As {@link UsageByModel}. */
    private List<ModelUsage> find(Viewer viewer, UsageScope of, TimeRange in, Collection<ModelName> models) {
        asked.addAll(models);
        scope = of;
        range = in;
        return log.stream().filter(usage -> models.contains(usage.model())).toList();
    }

    private static ModelLifecycle lifecycle(ModelName model, LocalDate shutDown, @Nullable ModelName replacement) {
        return new ModelLifecycle(
                Provider.OPENAI, List.of(new ModelPattern(model.value())), shutDown, replacement, "a page");
    }

    private static ModelUsage usage(ModelName model, ServiceTier tier, long calls, long inputTokens) {
        return new ModelUsage(
                Provider.OPENAI,
                model,
                tier,
                calls,
                Quantities.builder().add(UsageUnit.INPUT_TOKENS, inputTokens).build(),
                Money.usd("1"));
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), role);
    }

    /** Sums of the log by model. */
    private final class Used implements UsageRollups {

        @Override
        public UsageTotals totals(Viewer viewer, UsageScope of, TimeRange in) {
            throw new UnsupportedOperationException("Nobody needs it");
        }

        @Override
        public UsageBreakdown breakdown(Viewer viewer, UsageScope of, TimeRange in, ZoneId zone) {
            throw new UnsupportedOperationException("Nobody needs it");
        }

        @Override
        public Map<ModelName, UsageTotals> byModel(Viewer viewer, UsageScope of, TimeRange in) {
            return Stream.concat(log.stream().map(ModelUsage::model), Stream.of(new ModelName("lasts")))
                    .distinct()
                    .collect(Collectors.toMap(model -> model, model -> UsageTotals.none(Money.USD)));
        }

        @Override
        public Map<UserId, UsageTotals> byUser(Viewer viewer, UsageScope of, TimeRange in) {
            throw new UnsupportedOperationException("Nobody needs it");
        }
    }
}
