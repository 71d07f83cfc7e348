package io.tokentally.application.port.in.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;

/** Somebody asks a question about usage. */
@ReadsOrganizationData
public interface ReportUsageUseCase {

    /**
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     * @throws io.tokentally.domain.report.UndeclaredTagException if it names a tag that no owner declared
     */
    Report report(Viewer viewer, ReportQuery query);
}
