package io.tokentally.domain.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * A report as it is printed: texts as somebody reads them, written and rounded already, in the order in which they stand.
 *
 * @param language of the texts
 * @param lines below the title: whose usage it is, of which days, who asked for it and when
 */
public record PrintedReport(Locale language, String title, List<String> lines, List<Part> parts) {

    public PrintedReport {
        if (title.isBlank()) {
            throw new IllegalArgumentException("A printed report has a title");
        }
        lines = List.copyOf(lines);
        parts = List.copyOf(parts);
    }

    /** What stands together. */
    public sealed interface Part permits KeyFigures, Bars, Table, Remarks {}

    /** A few figures side by side. */
    public record KeyFigures(List<Figure> figures) implements Part {

        public KeyFigures {
            figures = List.copyOf(figures);
        }
    }

    /** @param notes what else to know of it, each on a line of its own */
    public record Figure(String name, String value, List<String> notes) {

        public Figure {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Bars side by side.
     *
     * @param description what there is to see, for those who cannot
     * @param greatest the value of a bar of full height
     */
    public record Bars(String heading, String description, String greatest, List<Bar> bars) implements Part {

        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /**
     * @param label what stands below it
     * @param text its value
     * @param height of the greatest, from 0 to 1
     */
    public record Bar(String label, String text, BigDecimal height) {

        public Bar {
            if (height.signum() < 0 || height.compareTo(BigDecimal.ONE) > 0) {
                throw new IllegalArgumentException("A bar is 0 to 1 high, not %s".formatted(height));
            }
        }
    }

    /** Rows of figures: the first column names, all others are numbers. */
    public record Table(String heading, List<String> columns, List<Row> rows) implements Part {

        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            for (Row row : rows) {
                if (row.cells().size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "A row has %d cells, not %s".formatted(columns.size(), row.cells()));
                }
            }
        }
    }

    /** @param isTotal whether the others add up to it */
    public record Row(List<String> cells, boolean isTotal) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** What there is to know of the figures. */
    public record Remarks(String heading, List<String> sentences) implements Part {

        public Remarks {
            sentences = List.copyOf(sentences);
        }
    }
}
