package io.tokentally.application.service.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.PeriodUsage;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PeriodsByReplicaTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-29T20:00:00Z"), ZONE);
    private static final Instant AS_OF = Instant.parse("2026-11-29T19:59:58Z");
    private static final Viewer VIEWER =
            ViewerFixtures.viewer(new UserId("ada@acme"), new OrganizationId("acme"), Role.ADMIN);

    private final List<String> asked = new ArrayList<>();
    private final PeriodsByReplica periods = new PeriodsByReplica(
            (viewer, scope, period) -> {
                asked.add("summary");
                throw new UnsupportedOperationException();
            },
            (viewer, query) -> {
                asked.add("report");
                return Report.of(query, List.of());
            },
            (viewer, query) -> {
                asked.add("change");
                PeriodUsage nothing = new PeriodUsage(
                        query.report(List.of(), List.of(Measure.COST)),
                        UsageTotals.none(Money.USD),
                        Map.of(),
                        Map.of());
                return CostChange.between(nothing, nothing);
            },
            (viewer, query) -> {
                asked.add("alternatives");
                return new WhatIf(
                        query, UsageTotals.none(Money.USD), Money.zero(Money.USD), 0, List.of(), List.of(), null);
            },
            (viewer, query) -> {
                asked.add("failures");
                return new FailureReport(query, FailureSums.NONE, null, null);
            },
            new ReportsReplica() {
                @Override
                public <T> Answer<T> answer(Viewer viewer, Supplier<T> question) {
                    asked.add("replica for " + viewer.userId());
                    return new Answer<>(question.get(), AS_OF);
                }
            },
            NOW);

    @Test
    void theReplicaIsAskedAboutPeriods() {
        assertThat(report(2).asOf()).isEqualTo(AS_OF);

        assertThat(asked).containsExactly("replica for ada@acme", "report");
    }

    @Test
    void todayIsTheDatabasesOwn() {
        assertThat(report(1).asOf()).isNull();

        assertThat(asked).containsExactly("report");
    }

    @Test
    void summariesAreAsReports() {
        for (int days : List.of(1, 30)) {
            try {
                periods.summarize(VIEWER, UsageScope.OWN, Period.lastDays(days, NOW.instant(), ZONE));
            } catch (UnsupportedOperationException e) {
                asked.add("end");
            }
        }

        assertThat(asked).containsExactly("summary", "end", "replica for ada@acme", "summary", "end");
    }

    @Test
    void changesAreAsReports() {
        assertThat(change(1).asOf()).isNull();
        assertThat(change(30).asOf()).isEqualTo(AS_OF);

        assertThat(asked).containsExactly("change", "replica for ada@acme", "change");
    }

    @Test
    void alternativesAreAsReports() {
        assertThat(alternatives(1).asOf()).isNull();
        assertThat(alternatives(30).asOf()).isEqualTo(AS_OF);

        assertThat(asked).containsExactly("alternatives", "replica for ada@acme", "alternatives");
    }

    @Test
    void failuresAreAsReports() {
        assertThat(failures(1).asOf()).isNull();
        assertThat(failures(30).asOf()).isEqualTo(AS_OF);

        assertThat(asked).containsExactly("failures", "replica for ada@acme", "failures");
    }

    private FailureReport failures(int days) {
        return periods.failures(
                VIEWER,
                new FailureQuery(UsageScope.OWN, Period.lastDays(days, NOW.instant(), ZONE), Map.of(), 10, null));
    }

    private WhatIf alternatives(int days) {
        return periods.whatIf(
                VIEWER,
                new WhatIfQuery(
                        UsageScope.OWN,
                        Period.lastDays(days, NOW.instant(), ZONE),
                        Map.of(),
                        null,
                        Percentage.of("10")));
    }

    private CostChange change(int days) {
        return periods.explain(
                VIEWER,
                new ChangeQuery(
                        UsageScope.OWN,
                        Period.lastDays(days, NOW.instant(), ZONE),
                        Map.of(),
                        Comparison.PREVIOUS_PERIOD));
    }

    private Report report(int days) {
        return periods.report(
                VIEWER,
                new ReportQuery(
                        UsageScope.OWN,
                        Period.lastDays(days, NOW.instant(), ZONE),
                        Grain.TOTAL,
                        List.of(),
                        Map.of(),
                        List.of(Measure.COST),
                        10));
    }
}
