package io.tokentally.application.port.out.report;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.report.PrintedReport;

/** Makes a document of a report that can be filed and sent. */
@SystemPort("sets the texts that it is given, and reads nothing that is kept")
public interface ReportPrinter {

    /** A PDF. Characters that it cannot show stand there as a replacement, and names that are too long are shortened. */
    byte[] print(PrintedReport report);
}
