package io.tokentally.adapter.usagefile;

import io.tokentally.adapter.usagefile.Lines.Line;
import io.tokentally.application.port.out.usage.UnreadableUsageFileException;
import io.tokentally.application.port.out.usage.UsageFiles.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the export of calls as CSV with all columns. No text that is exported has a line break in it, so that a line is a row, and one
 * that is damaged does no harm to the next.
 */
final class CallsCsvReader {

    private static final int SHOWN = 5;

    private final CallJson calls;
    private final Rows rows;
    private final Notes notes;

    CallsCsvReader(CallJson calls, Rows rows, Notes notes) {
        this.calls = calls;
        this.rows = rows;
        this.notes = notes;
    }

    /** @throws UnreadableUsageFileException if the first line does not name the columns */
    void read(Lines lines) throws IOException {
        Line first = lines.next();
        List<@Nullable CsvColumn> columns = columns(first == null ? List.of() : cellsOfHeader(first));
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line.flaw() != null) {
                rows.refused(line.number(), line.flaw());
            } else if (!line.isEnded()) {
                // Its last figure may be cut off, and look like another.
                rows.refused(
                        line.number(),
                        "the file breaks off in this line: export it again, or end the line if it is whole");
            } else if (!line.isBlank()) {
                read(line, columns);
            }
        }
    }

    private void read(Line line, List<@Nullable CsvColumn> columns) {
        try {
            List<String> cells = cells(line);
            if (cells.size() != columns.size()) {
                throw new RowRefusedException(
                        "it has %d cells, and there are %d columns".formatted(cells.size(), columns.size()));
            }
            ObjectNode call = JsonNodeFactory.instance.objectNode();
            call.put("currency", "USD");
            call.putObject("quantities");
            for (int i = 0; i < cells.size(); i++) {
                CsvColumn column = columns.get(i);
                if (column != null && !cells.get(i).isEmpty()) {
                    column.fill(call, cells.get(i));
                }
            }
            rows.call(calls.read(line.number(), call));
        } catch (RowRefusedException e) {
            rows.refused(line.number(), String.valueOf(e.getMessage()));
        }
    }

    private static List<String> cellsOfHeader(Line first) {
        try {
            if (first.flaw() == null) {
                return cells(first);
            }
        } catch (RowRefusedException e) {
            // No header either.
        }
        return List.of();
    }

    /** What each column means; absent for one that means nothing here. */
    private List<@Nullable CsvColumn> columns(List<String> headers) {
        List<String> missing = new ArrayList<>(CsvColumn.HEADERS);
        missing.removeAll(headers);
        for (Set<String> added : CsvColumn.ADDED_LATER) {
            if (missing.containsAll(added)) {
                missing.removeAll(added);
            }
        }
        if (Collections.disjoint(headers, CsvColumn.HEADERS)) {
            throw new UnreadableUsageFileException(
                    "it is of no known form: there are Tokentally's exports as csv with columns=all and as jsonl, and"
                            + " pages of OpenAI's usage API");
        }
        if (!missing.isEmpty()) {
            throw new UnreadableUsageFileException(
                    "it lacks the columns %s%s: export it with columns=all, by a version of Tokentally as new as this"
                            .formatted(
                                    missing.subList(0, Math.min(SHOWN, missing.size())),
                                    missing.size() > SHOWN ? " and %d more".formatted(missing.size() - SHOWN) : ""));
        }
        Set<String> seen = new HashSet<>();
        List<@Nullable CsvColumn> columns = new ArrayList<>();
        for (String header : headers) {
            if (!seen.add(header)) {
                throw new UnreadableUsageFileException("it has two columns '%s'".formatted(header));
            }
            columns.add(column(header));
        }
        return columns;
    }

    private @Nullable CsvColumn column(String header) {
        CsvColumn column = CsvColumn.of(header);
        if (column == null && header.startsWith(CsvColumn.QUANTITY)) {
            throw new UnreadableUsageFileException(
                    "it has the column '%s', a unit that this version does not know: its calls would be incomplete"
                            .formatted(header));
        }
        if (column == null) {
            notes.add("The column '%s' is not known here, and is passed over.".formatted(header));
        }
        return column;
    }

    private static List<String> cells(Line line) {
        try (CSVParser parser = CSVParser.parse(line.text(), CSVFormat.RFC4180)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() == 1) {
                return records.getFirst().toList();
            }
        } catch (IOException | UncheckedIOException e) {
            // Told below.
        }
        throw new RowRefusedException("its quotes do not match");
    }
}
