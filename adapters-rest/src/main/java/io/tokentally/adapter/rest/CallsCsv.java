package io.tokentally.adapter.rest;

import io.tokentally.domain.usage.UsageRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes calls as CSV, each as it comes, the header ahead of the first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CallsCsv implements CallsFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final List<CallColumn> columns;
    private final CSVPrinter printer;

    /** @param byteOrderMark whether the text begins with one, without which some spreadsheets do not take it for UTF-8 */
    CallsCsv(OutputStream out, List<CallColumn> columns, boolean byteOrderMark) throws IOException {
        this.columns = columns;
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        if (byteOrderMark) {
            writer.write(BYTE_ORDER_MARK);
        }
        printer = new CSVPrinter(
                writer,
                CSVFormat.RFC4180
                        .builder()
                        .setHeader(columns.stream().map(CallColumn::header).toArray(String[]::new))
                        .get());
    }

    @Override
    public void write(UsageRecord call) throws IOException {
        for (CallColumn column : columns) {
            printer.print(column.cell().apply(call));
        }
        printer.println();
    }

    @Override
    public void finish() throws IOException {
        printer.flush();
    }
}
