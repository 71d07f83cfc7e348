package io.tokentally.application.service.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.service.report.FixedTagDimensions;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ModelOnTier;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExplainChangeServiceTest {

    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Viewer ADMIN =
            ViewerFixtures.viewer(new UserId("bob@acme"), new OrganizationId("acme"), Role.ADMIN);
    private static final Viewer MEMBER =
            ViewerFixtures.viewer(new UserId("ada@acme"), new OrganizationId("acme"), Role.MEMBER);
    private static final Period NOVEMBER = new Period(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30), UTC);
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final List<String> TIER = List.of("openai", "default");
    private static final ModelOnTier GPT_5 = new ModelOnTier("openai", "gpt-5", "default");

    private final Answers answers = new Answers();
    private final ExplainChangeService service =
            new ExplainChangeService(answers, new FixedTagDimensions(List.of()), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void versionsOfAPriceAreTheSameModelAndWhatHasNoneIsNotPriced() {
        answers.earlier(TIER, List.of(), figures(3, 0, "3"));
        answers.earlier(List.of("gpt-5", "v1"), TIER, figures(3, 0, "3"));
        answers.later(TIER, List.of(), figures(7, 0, "8"));
        answers.later(List.of("gpt-5", "v1"), TIER, figures(2, 0, "2"));
        answers.later(List.of("gpt-5", "v2"), TIER, figures(3, 0, "6"));
        answers.later(List.of("gpt-5", ""), TIER, figures(2, 0, "0"));

        CostChange change = explain(Map.of());

        assertThat(change.to().succeeded())
                .extractingByKey(GPT_5)
                .extracting(PricedUsage::requests, PricedUsage::cost, PricedUsage::priceVersions)
                .containsExactly(5L, Money.usd("8"), Set.of("v1", "v2"));
        assertThat(change.part(ChangeCause.LIST_PRICES).amount()).isGreaterThan(Money.zero(Money.USD));
        assertThat(change.part(ChangeCause.NOT_ATTRIBUTED).amount()).isEqualTo(Money.zero(Money.USD));
    }

    @Test
    void whatWasSentAgainIsToldOfEachPeriodByItself() {
        CostChange change = explain(Map.of());

        assertThat(change.from().retries()).isEqualTo(Retries.NONE);
        assertThat(change.to().retries()).isEqualTo(new Retries(3, 1, Money.usd("0.5")));
    }

    @Test
    void failedCallsAreAskedForWhereThereAreAny() {
        answers.later(TIER, List.of(), figures(7, 0, "8"));
        explain(Map.of());
        assertThat(answers.statuses()).containsOnly("SUCCEEDED");

        answers.earlier(TIER, List.of(), figures(7, 1, "8"));
        explain(Map.of());
        assertThat(answers.statuses()).contains("FAILED");
    }

    @Test
    void aStatusThatIsAskedForIsTheOnlyOne() {
        answers.later(TIER, List.of(), figures(7, 7, "8"));

        explain(Map.of(Attribute.STATUS, "FAILED"));

        assertThat(answers.statuses()).containsOnly("FAILED");
    }

    @Test
    void whatOnePeriodTellsApartIsToldApartInTheOther() {
        answers.later(TIER, List.of(), figures(5, 0, "9"));
        answers.later(List.of("gpt-5", "v1"), TIER, figures(3, 0, "5"));
        answers.later(List.of(), TIER, figures(2, 0, "4"));
        answers.earlier(TIER, List.of(), figures(1, 0, "1"));
        answers.earlier(List.of("gpt-4", "v1"), TIER, figures(1, 0, "1"));

        CostChange change = explain(Map.of());

        assertThat(answers.askedGroups)
                .containsOnly(List.of(List.of("gpt-5", "v1"), List.of("gpt-4", "v1")))
                .hasSize(2);
        assertThat(change.part(ChangeCause.NOT_ATTRIBUTED).amount()).isEqualTo(Money.usd("4"));
    }

    @Test
    void whereThePeriodIsRunningTheEarlierOneEndsAtTheSameTime() {
        CostChange change = explain(Map.of());

        assertThat(change.from().query().period().firstDay()).isEqualTo(LocalDate.of(2026, 10, 1));
        assertThat(change.from().query().until()).isEqualTo(Instant.parse("2026-10-20T12:00:00Z"));
        assertThat(change.to().query().until()).isNull();
    }

    @Test
    void membersAndUndeclaredTagsAreRefused() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> service.explain(MEMBER, query(UsageScope.ORGANIZATION, Map.of())));
        assertThatExceptionOfType(UndeclaredTagException.class)
                .isThrownBy(() -> explain(Map.of(new Tag("planet"), "mars")));
    }

    private CostChange explain(Map<Dimension, String> filters) {
        return service.explain(ADMIN, query(UsageScope.ORGANIZATION, filters));
    }

    private static ChangeQuery query(UsageScope scope, Map<Dimension, String> filters) {
        return new ChangeQuery(scope, NOVEMBER, filters, Comparison.MONTH_BEFORE);
    }

    private static Figures figures(long requests, long failures, String cost) {
        Money money = Money.usd(cost);
        return new Figures(
                new UsageTotals(requests, failures, 0, 0, 0, 0, money),
                Money.zero(Money.USD),
                Map.of(),
                Map.of(UsageUnit.INPUT_TOKENS, new UnitSum(requests, money, money)));
    }

    /** Answers of the two periods, by the provider and the tier that are asked about. */
    private static final class Answers implements UsageReports {

        private final Map<List<Object>, List<Report.Row>> rows = new HashMap<>();
        private final List<ReportQuery> asked = new ArrayList<>();
        private final List<List<List<String>>> askedGroups = new ArrayList<>();

        void earlier(List<String> group, List<String> tier, Figures figures) {
            add(false, group, tier, figures);
        }

        void later(List<String> group, List<String> tier, Figures figures) {
            add(true, group, tier, figures);
        }

        private void add(boolean isLater, List<String> group, List<String> tier, Figures figures) {
            rows.computeIfAbsent(List.of(isLater, tier), none -> new ArrayList<>())
                    .add(new Report.Row(NOW, group, group.isEmpty(), figures));
        }

        List<String> statuses() {
            return asked.stream()
                    .map(ReportQuery::filters)
                    .filter(filters -> filters.containsKey(Attribute.SERVICE_TIER))
                    .map(filters -> filters.get(Attribute.STATUS))
                    .toList();
        }

        @Override
        public Retries retries(Viewer viewer, ReportQuery query) {
            return query.period().equals(NOVEMBER) ? new Retries(3, 1, Money.usd("0.5")) : Retries.NONE;
        }

        @Override
        public List<Report.Row> rows(Viewer viewer, ReportQuery query) {
            asked.add(query);
            List<String> tier = query.filters().containsKey(Attribute.SERVICE_TIER)
                    ? List.of(
                            query.filters().getOrDefault(Attribute.PROVIDER, ""),
                            query.filters().getOrDefault(Attribute.SERVICE_TIER, ""))
                    : List.of();
            return rows.getOrDefault(List.of(query.period().equals(NOVEMBER), tier), List.of());
        }

        @Override
        public List<Report.Row> rowsOf(Viewer viewer, ReportQuery query, List<List<String>> groups) {
            askedGroups.add(groups);
            return rows(viewer, query);
        }
    }
}
