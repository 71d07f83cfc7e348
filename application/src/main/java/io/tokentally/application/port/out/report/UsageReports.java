package io.tokentally.application.port.out.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Retries;
import java.util.List;

/**
 * Answers any question about usage from sums. Nobody sees more than the database lets this viewer see, whatever the scope. Calls that
 * no provider bills are in none of it.
 */
@ReadsOrganizationData
public interface UsageReports {

    /**
     * As a {@link Report} has them.
     *
     * @throws io.tokentally.domain.report.TooManyCallsException if the question has to look at too many calls one by one
     */
    List<Report.Row> rows(Viewer viewer, ReportQuery query);

    /**
     * The same for these groups and no others, in this order; what is left is the last one.
     *
     * @param groups values of the query's dimensions
     * @throws io.tokentally.domain.report.TooManyCallsException if the question has to look at too many calls one by one
     */
    List<Report.Row> rowsOf(Viewer viewer, ReportQuery query, List<List<String>> groups);

    /** Which calls of the query's time and filters were sent again, of all groups together. No sum knows them. */
    Retries retries(Viewer viewer, ReportQuery query);
}
