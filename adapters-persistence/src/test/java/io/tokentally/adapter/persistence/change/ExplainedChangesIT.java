package io.tokentally.adapter.persistence.change;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.change.ExplainChangeService;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.change.CellChange;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.ExplainedPart;
import io.tokentally.domain.change.PeriodUsage;
import io.tokentally.domain.change.PricedUsage;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Differences of the ledger's costs are explained in full, whoever looks. */
class ExplainedChangesIT {

    private static final Viewer BOB = ViewerFixtures.viewer(new UserId("bob@acme"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada@acme"), ACME, Role.MEMBER);

    private static final Period PERIOD =
            new Period(LocalDate.of(2026, 10, 20), LocalDate.of(2026, 10, 29), ZoneId.of("Asia/Kathmandu"));
    private static final Period BEFORE = Comparison.PREVIOUS_PERIOD.before(PERIOD);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final List<UsageRecord> calls = new RandomCalls(7, ACME, BEFORE.from(), Duration.ofDays(20)).take(600);

    @BeforeEach
    void post() {
        DATABASE.addMember(BOB);
        DATABASE.addMember(ADA);
        DATABASE.bean(UsageLedger.class).post(calls);
    }

    @Test
    void ofAnOrganization() {
        assertExplained(explain(BOB, UsageScope.ORGANIZATION, Map.of()), call -> true);
    }

    @Test
    void ofAPersonWhoseUnitsAreLookedUpInTheirCalls() {
        assertExplained(
                explain(ADA, UsageScope.OWN, Map.of()),
                call -> call.attribution().userId().equals(ADA.userId()));
    }

    @Test
    void ofFilteredCalls() {
        String model = calls.getFirst().billedModel().value();

        assertExplained(
                explain(BOB, UsageScope.ORGANIZATION, Map.of(Attribute.STATUS, "FAILED")),
                call -> !call.outcome().isSuccess());
        CostChange ofModel = explain(BOB, UsageScope.ORGANIZATION, Map.of(Attribute.SNAPSHOT, model));
        assertThat(ofModel.to().succeeded().keySet())
                .isNotEmpty()
                .allMatch(served -> served.model().equals(model));
        assertThat(sum(ofModel)).isEqualTo(ofModel.difference());
    }

    private static CostChange explain(Viewer viewer, UsageScope scope, Map<Dimension, String> filters) {
        ExplainChangeService service = new ExplainChangeService(
                DATABASE.bean(UsageReports.class),
                DATABASE.bean(TagDimensions.class),
                Clock.fixed(PERIOD.until(), ZoneOffset.UTC));
        return DATABASE.inTransaction(
                () -> service.explain(viewer, new ChangeQuery(scope, PERIOD, filters, Comparison.PREVIOUS_PERIOD)));
    }

    private void assertExplained(CostChange change, Predicate<UsageRecord> isAsked) {
        assertUsage(change.from(), BEFORE, isAsked);
        assertUsage(change.to(), PERIOD, isAsked);
        assertThat(change.difference()).isNotEqualTo(Money.zero(Money.USD));
        assertThat(sum(change)).isEqualTo(change.difference());
        assertThat(change.part(ChangeCause.NOT_ATTRIBUTED).amount()).isEqualTo(Money.zero(Money.USD));
        assertThat(change.part(ChangeCause.FAILED_CALLS).amount())
                .isEqualTo(cost(PERIOD, isAsked.and(call -> !call.outcome().isSuccess()))
                        .minus(cost(BEFORE, isAsked.and(call -> !call.outcome().isSuccess()))));
        assertThat(change.parts())
                .allSatisfy(part -> assertThat(part.beyond(part.cells().size())).isEqualTo(Money.zero(Money.USD)));
        assertThat(change.parts().stream().flatMap(part -> part.cells().stream()))
                .extracting(CellChange::unit)
                .doesNotContainNull();
    }

    private void assertUsage(PeriodUsage usage, Period period, Predicate<UsageRecord> isAsked) {
        assertThat(usage.query().period()).isEqualTo(period);
        assertThat(usage.totals().cost()).isEqualTo(cost(period, isAsked));
        assertThat(usage.totals().unpriced())
                .isEqualTo(within(period, isAsked.and(call -> call.cost().status() == CostStatus.UNPRICED))
                        .size());
        assertThat(usage.succeeded().values().stream()
                        .mapToLong(PricedUsage::requests)
                        .sum())
                .isEqualTo(within(
                                period,
                                isAsked.and(call -> call.outcome().isSuccess()
                                        && (call.cost().status() == CostStatus.MEASURED
                                                || call.cost().status() == CostStatus.ESTIMATED)))
                        .size());
    }

    private static Money sum(CostChange change) {
        return Money.sum(
                Money.USD, change.parts().stream().map(ExplainedPart::amount).toList());
    }

    private Money cost(Period period, Predicate<UsageRecord> isAsked) {
        return Money.sum(
                Money.USD,
                within(period, isAsked).stream()
                        .map(call -> call.cost().total())
                        .toList());
    }

    private List<UsageRecord> within(Period period, Predicate<UsageRecord> isAsked) {
        return calls.stream()
                .filter(isAsked)
                .filter(call -> !call.createdAt().isBefore(period.from())
                        && call.createdAt().isBefore(period.until()))
                .toList();
    }
}
