package io.tokentally.ui.fake;

import io.tokentally.application.port.in.report.PrintReportUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.PrintedReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the title alone, and remembers the report. */
public final class FakePrinter implements PrintReportUseCase {

    private final List<PrintedReport> printed = new ArrayList<>();
    private @Nullable RuntimeException failure;

    public void clear() {
        printed.clear();
        failure = null;
    }

    /** Fails from now on, until it is cleared. */
    public void failWith(RuntimeException exception) {
        failure = exception;
    }

    public PrintedReport last() {
        return printed.getLast();
    }

    @Override
    public byte[] print(Viewer viewer, PrintedReport report) {
        if (failure != null) {
            throw failure;
        }
        printed.add(report);
        return report.title().getBytes(StandardCharsets.UTF_8);
    }
}
