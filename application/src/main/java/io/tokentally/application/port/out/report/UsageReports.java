package io.tokentally.application.port.out.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import java.util.List;

/**
 * Answers any question about usage from sums, never from single calls. Nobody sees more than the database lets this viewer see,
 * whatever the scope. Calls that no provider bills are in none of the sums.
 */
@ReadsOrganizationData
public interface UsageReports {

    /** As a {@link Report} has them. */
    List<Report.Row> rows(Viewer viewer, ReportQuery query);
}
