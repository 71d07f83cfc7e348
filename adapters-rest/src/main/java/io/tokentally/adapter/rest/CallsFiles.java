package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;

/** Begins files of calls. */
final class CallsFiles {

    private final TellShutdownUseCase shutdowns;

    CallsFiles(TellShutdownUseCase shutdowns) {
        this.shutdowns = shutdowns;
    }

    /**
     * A file that is written to a stream as the calls come.
     *
     * @param zone in which a text for people tells the time; other formats tell it in UTC
     */
    CallsFile begin(ExportFormat format, OutputStream out, ZoneId zone, CsvParameters csv) throws IOException {
        return switch (format) {
            case CSV -> new CallsCsv(out, csv.columns(zone, shutdowns), csv.byteOrderMark());
            case JSONL -> new CallsJsonLines(out, shutdowns);
            case PARQUET -> new CallsParquet(out, shutdowns);
            case FOCUS -> new FocusCsv(out);
            case FOCUS_UNPRICED -> new FocusUnpricedCsv(out);
        };
    }
}
