package io.tokentally.application.service.report;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;

/** Reports, each in a turn of the viewer's: whoever waits for it holds no connection to the database. */
public final class ReportsInTurn implements ReportUsageUseCase {

    private final ReportUsageUseCase reports;
    private final FairTurns turns;

    /** @param reports begins its transaction itself */
    public ReportsInTurn(ReportUsageUseCase reports, FairTurns turns) {
        this.reports = reports;
        this.turns = turns;
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> reports.report(viewer, query));
    }
}
