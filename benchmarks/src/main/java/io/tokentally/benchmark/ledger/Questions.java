package io.tokentally.benchmark.ledger;

import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.port.out.summary.UsageRollups;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** What a dashboard asks a ledger, each in a transaction of its own and with all of its round trips. */
final class Questions {

    static final LocalDate LAST_DAY = LocalDate.of(2026, 11, 27);
    static final ZoneId ZONE = ZoneId.of("UTC");
    static final Map<Dimension, String> FILTERS =
            Map.of(Attribute.ENDPOINT, "extract_candidate_info", Attribute.STATUS, "SUCCEEDED");

    private final Ledger ledger;
    private final Viewer admin;

    Questions(Ledger ledger, Viewer admin) {
        this.ledger = ledger;
        this.admin = admin;
    }

    Object times(Viewer viewer, Grain grain, List<Dimension> by) {
        UsageScope scope = viewer.equals(admin) ? UsageScope.ORGANIZATION : UsageScope.OWN;
        ReportQuery query = new ReportQuery(
                scope,
                new Period(LAST_DAY.minusDays(29), LAST_DAY, ZONE),
                grain,
                by,
                Map.of(),
                List.of(Measure.RESPONSE_TIME),
                20);
        return ledger.reading(() -> ledger.bean(UsageReports.class).rows(viewer, query));
    }

    Object top(Viewer viewer, UsageScope scope, CallRanking ranking) {
        return ledger.reading(() -> ledger.bean(CallHistory.class)
                .findTop(viewer, scope, range(90), CallFilter.ALL, ranking, CallRanking.MOST));
    }

    /** All figures of the page, in one transaction: totals, by endpoint, model and day; totals before; by user. */
    Object overview(Viewer viewer, UsageScope scope, int days) {
        UsageRollups rollups = ledger.bean(UsageRollups.class);
        TimeRange range = range(days);
        TimeRange before = new TimeRange(range.from().minus(Duration.ofDays(days)), range.from());
        return ledger.reading(() -> List.of(
                rollups.breakdown(viewer, scope, range, ZONE),
                rollups.totals(viewer, scope, before),
                rollups.byUser(viewer, scope, range)));
    }

    Object report(ZoneId zone, Grain grain, List<Dimension> by, Map<Dimension, String> filters) {
        Period period = new Period(LAST_DAY.minusDays(29), LAST_DAY, zone);
        ReportQuery query =
                new ReportQuery(UsageScope.ORGANIZATION, period, grain, by, filters, List.of(Measure.COST), 20);
        return ledger.reading(() -> ledger.bean(UsageReports.class).rows(admin, query));
    }

    Object newest(Viewer viewer, UsageScope scope, CallFilter filter) {
        return ledger.reading(
                () -> ledger.bean(CallHistory.class).findOlder(viewer, scope, range(90), filter, null, 50));
    }

    static TimeRange range(int days) {
        return new Period(LAST_DAY.minusDays(days - 1L), LAST_DAY, ZONE).range();
    }
}
