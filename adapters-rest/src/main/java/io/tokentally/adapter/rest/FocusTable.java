package io.tokentally.adapter.rest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A FOCUS dataset under way as CSV, which begins with the names of its columns.
 *
 * @param <R> what a row is made of
 */
final class FocusTable<R> {

    private final List<FocusColumn<R>> columns;
    private final CSVPrinter printer;

    FocusTable(OutputStream out, List<FocusColumn<R>> columns) throws IOException {
        this.columns = columns;
        this.printer = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader(columns.stream().map(FocusColumn::id).toArray(String[]::new))
                        .get());
    }

    void print(R row) throws IOException {
        for (FocusColumn<R> column : columns) {
            printer.print(column.cell().apply(row));
        }
        printer.println();
    }

    void flush() throws IOException {
        printer.flush();
    }
}
