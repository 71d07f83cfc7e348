package io.tokentally.application.service.pricing;

import static io.tokentally.domain.pricing.PriceFixtures.LAUNCH;
import static io.tokentally.domain.pricing.PriceFixtures.NANO;
import static io.tokentally.domain.pricing.PriceFixtures.entered;
import static io.tokentally.domain.pricing.PriceFixtures.nanoPrice;
import static io.tokentally.domain.pricing.PriceFixtures.perMillion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final ReportingCalendar AUCKLAND =
            new ReportingCalendar(ZoneId.of("Pacific/Auckland"), DayOfWeek.MONDAY, true);

    /** What calls of one model on one tier used together. */
    private record Used(ModelName model, ServiceTier tier, UsageTotals totals) {}

    private final List<Used> log = new ArrayList<>();
    private final List<ReportQuery> asked = new ArrayList<>();

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
        assertThat(asked).allSatisfy(query -> {
            assertThat(query.scope()).isEqualTo(UsageScope.ORGANIZATION);
            assertThat(query.period())
                    .isEqualTo(new Period(LocalDate.of(2026, 9, 21), LocalDate.of(2026, 10, 20), AUCKLAND.zone()));
        });
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

    /** Of 1,000 calls 900 failed: those that did not had 1,001 tokens each. */
    @Test
    void callsThatFailedMakeTheOthersNoShorter() {
        log.add(new Used(NANO, ServiceTier.STANDARD, new UsageTotals(1_000, 900, 0, 0, 100_100, 0, Money.usd("1"))));

        assertThat(ending(UsageScope.ORGANIZATION, lifecycle(NANO, SHUT_DOWN, LUNA)))
                .extracting(EndingModel::calls, EndingModel::replacementCost)
                .containsExactly(tuple(1_000L, Money.usd("0.4004")));
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
    void whatModelsUsedIsReadOnlyWhereOneEnds() {
        log.add(usage(NANO, ServiceTier.STANDARD, 1, 10));

        assertThat(ending(UsageScope.ORGANIZATION, lifecycle(LUNA, SHUT_DOWN, null)))
                .isEmpty();
        assertThat(asked).hasSize(1);

        assertThat(ending(UsageScope.OWN, lifecycle(NANO, SHUT_DOWN, null))).hasSize(1);
        assertThat(asked).hasSize(3).last().satisfies(query -> {
            assertThat(query.scope()).isEqualTo(UsageScope.OWN);
            assertThat(query.filters()).isEqualTo(Map.of(Attribute.PROVIDER, Provider.OPENAI.value()));
        });
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
                () -> book, new KeptPrices(), new Reports(), new Calendar(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static ModelLifecycle lifecycle(ModelName model, LocalDate shutDown, @Nullable ModelName replacement) {
        return new ModelLifecycle(
                Provider.OPENAI, List.of(new ModelPattern(model.value())), shutDown, replacement, "a page");
    }

    private static Used usage(ModelName model, ServiceTier tier, long calls, long inputTokens) {
        return new Used(model, tier, new UsageTotals(calls, 0, 0, 0, inputTokens, 0, Money.usd("1")));
    }

    private static Viewer viewer(Role role) {
        return ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), role);
    }

    private static final class Calendar implements CalendarChoice {

        @Override
        public ReportingCalendar find(Viewer viewer) {
            return AUCKLAND;
        }

        @Override
        public void change(Viewer viewer, ReportingCalendar calendar) {
            throw new UnsupportedOperationException("Nobody needs it");
        }
    }

    /** Of the log, and of a model that lasts. */
    private final class Reports implements UsageReports {

        @Override
        public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
            asked.add(query);
            Stream<Used> used =
                    Stream.concat(log.stream(), Stream.of(usage(new ModelName("lasts"), ServiceTier.STANDARD, 5, 5)));
            return Stream.concat(used.map(one -> row(query, one)), Stream.of(rest()))
                    .toList();
        }

        private Report.Row row(ReportQuery query, Used used) {
            Map<UsageUnit, UnitSum> units = query.asksForUnits()
                    ? Map.of(
                            UsageUnit.INPUT_TOKENS,
                            new UnitSum(
                                    used.totals().inputTokens(),
                                    used.totals().cost(),
                                    used.totals().cost()))
                    : Map.of();
            return new Report.Row(
                    NOW,
                    query.by().stream().map(dimension -> value(dimension, used)).toList(),
                    false,
                    new Figures(used.totals(), Money.zero(Money.USD), Map.of(), units));
        }

        private static String value(Dimension dimension, Used used) {
            return switch ((Attribute) dimension) {
                case PROVIDER -> Provider.OPENAI.value();
                case SNAPSHOT -> used.model().value();
                case SERVICE_TIER -> used.tier().value();
                default -> throw new UnsupportedOperationException("Nobody needs it");
            };
        }

        private static Report.Row rest() {
            return new Report.Row(NOW, List.of(), true, Figures.NONE);
        }

        @Override
        public Retries retries(Viewer viewer, ReportQuery query) {
            throw new UnsupportedOperationException("Nobody needs it");
        }

        @Override
        public List<Report.Row> rowsOf(Viewer viewer, ReportQuery query, List<List<String>> groups) {
            throw new UnsupportedOperationException("Nobody needs it");
        }
    }
}
