package io.tokentally.application.port.in.report;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.PrintedReport;

/** Somebody takes along what a page shows them, as a document. */
@ReadsOrganizationData
public interface PrintReportUseCase {

    /**
     * A PDF of one's own figures, as they were read.
     *
     * @throws io.tokentally.domain.usage.TooManyReadingsException if others print so much that it would not come in time
     */
    byte[] print(Viewer viewer, PrintedReport report);
}
