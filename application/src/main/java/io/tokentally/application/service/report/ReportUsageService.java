package io.tokentally.application.service.report;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Answers reports. The total is what the rows add up to, so that they cannot contradict each other. */
@Transactional(readOnly = true)
public class ReportUsageService implements ReportUsageUseCase {

    private final UsageReports reports;

    public ReportUsageService(UsageReports reports) {
        this.reports = reports;
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        viewer.requireMayLook(query.scope());
        List<Report.Row> rows = reports.rows(viewer, query);
        UsageTotals total =
                rows.stream().map(Report.Row::totals).reduce(UsageTotals.none(Money.USD), UsageTotals::plus);
        return new Report(query, total, rows);
    }
}
