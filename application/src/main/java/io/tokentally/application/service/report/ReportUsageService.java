package io.tokentally.application.service.report;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import java.time.Clock;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Answers reports, both periods of a comparison at the same instant. */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class ReportUsageService implements ReportUsageUseCase {

    private final UsageReports reports;
    private final DeclaredTags declaredTags;
    private final Clock clock;

    public ReportUsageService(UsageReports reports, TagDimensions tags, Clock clock) {
        this.reports = reports;
        this.declaredTags = new DeclaredTags(tags);
        this.clock = clock;
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        viewer.requireMayLook(query.scope());
        declaredTags.require(viewer, query.tags());
        Report report = Report.of(query, reports.rows(viewer, query));
        Comparison comparison = query.comparison();
        if (comparison == null) {
            return report;
        }
        ReportQuery earlier = query.before(comparison, clock.instant());
        return report.comparedWith(Report.of(earlier, reports.rowsOf(viewer, earlier, report.groups())));
    }
}
