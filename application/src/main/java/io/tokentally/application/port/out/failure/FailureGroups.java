package io.tokentally.application.port.out.failure;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.report.ReportQuery;
import java.util.Collection;
import java.util.Map;

/**
 * Groups failed calls from sums, and looks no more calls up than it takes to tell when each group was seen. Nobody sees more than the
 * database lets this viewer see, whatever the scope. Calls that no provider bills are in none of it.
 */
@ReadsOrganizationData
public interface FailureGroups {

    /** Of the failed calls that a question is about; it tells as many groups as the question does. */
    FailureSums sums(Viewer viewer, ReportQuery question);

    /** How many there are of each of these groups, without those of which there is none. */
    Map<FailureGroup, Long> counts(Viewer viewer, ReportQuery question, Collection<FailureGroup> groups);
}
