package io.tokentally.ui.report;

import io.tokentally.application.port.in.calendar.ManageCalendarUseCase;
import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.shell.BrowserZone;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each key, or each person, used in the last {@value #DAYS} days: of the organization for those who see it, else of the viewer. */
public final class RecentUsage {

    static final int DAYS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(RecentUsage.class);

    private final ReportUsageUseCase reports;
    private final ManageCalendarUseCase calendar;
    private final Clock clock;

    public RecentUsage(ReportUsageUseCase reports, ManageCalendarUseCase calendar, Clock clock) {
        this.reports = reports;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** By the ids of keys or of people; without those who used nothing, and without any where it cannot be told now. */
    public Map<String, UsageTotals> by(Viewer viewer, Attribute keyOrUser) {
        try {
            return reports.report(viewer, query(viewer, keyOrUser)).rows().stream()
                    .filter(row -> !row.isOther())
                    .collect(Collectors.toMap(
                            row -> row.values().getFirst(), row -> row.figures().totals()));
        } catch (RuntimeException e) {
            LOG.warn("What was used lately could not be read", e);
            return Map.of();
        }
    }

    private ReportQuery query(Viewer viewer, Attribute keyOrUser) {
        return new ReportQuery(
                viewer.seesOrganization() ? UsageScope.ORGANIZATION : UsageScope.OWN,
                Period.lastDays(DAYS, clock.instant(), calendar.calendar(viewer).zoneOr(BrowserZone.current())),
                Grain.TOTAL,
                List.of(keyOrUser),
                Map.of(),
                List.of(Measure.COST, Measure.REQUESTS, Measure.FAILURES),
                ReportQuery.MAX_TOP);
    }
}
