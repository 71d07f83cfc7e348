package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with the rows that a test sets, and remembers what it was asked. */
final class FakeReports implements ReportUsageUseCase {

    private List<Report.Row> rows = List.of();
    private @Nullable ReportQuery asked;

    void answers(Report.Row... answer) {
        rows = List.of(answer);
    }

    @Nullable
    ReportQuery asked() {
        return asked;
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        return new Report(
                query,
                rows.stream().map(Report.Row::totals).reduce(UsageTotals.none(Money.USD), UsageTotals::plus),
                rows);
    }
}
