package io.tokentally.application.service.report;

import io.tokentally.application.port.in.report.PrintReportUseCase;
import io.tokentally.application.port.out.report.ReportPrinter;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.PrintedReport;

/** Prints in a turn of the viewer's: as many documents are in memory at a time as there are turns. */
public final class PrintReportService implements PrintReportUseCase {

    private final ReportPrinter printer;
    private final FairTurns turns;

    public PrintReportService(ReportPrinter printer, FairTurns turns) {
        this.printer = printer;
        this.turns = turns;
    }

    @Override
    public byte[] print(Viewer viewer, PrintedReport report) {
        return turns.during(viewer, () -> printer.print(report));
    }
}
