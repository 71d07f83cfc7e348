package io.tokentally.ui.usage.explorer;

import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.CsvText;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as RFC 4180 has it: values as they are recorded, figures as plain decimals with all their digits. */
final class FiguresAsCsv {

    private static final String END_OF_LINE = "\r\n";

    private final Report report;
    private final UsageMeasure measure;

    FiguresAsCsv(Report report, UsageMeasure measure) {
        this.report = report;
        this.measure = measure;
    }

    String text() {
        return Stream.concat(Stream.of(headings()), report.rows().stream().map(this::cells))
                .map(cells -> cells.stream().map(FiguresAsCsv::quoted).collect(Collectors.joining(",")) + END_OF_LINE)
                .collect(Collectors.joining());
    }

    private List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("from"));
        report.query().by().forEach(dimension -> headings.add(AddressWords.of(dimension)));
        headings.addAll(List.of("other", AddressWords.word(measure), "requests", "failures", "tokens", "cost_usd"));
        return headings.stream().map(CsvText::harmless).toList();
    }

    private List<String> cells(Report.Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                row.start().atZone(report.query().period().zone())));
        List<Dimension> by = report.query().by();
        for (int place = 0; place < by.size(); place++) {
            cells.add(row.isOther() ? "" : CsvText.harmless(row.values().get(place)));
        }
        UsageTotals totals = row.figures().totals();
        cells.add(Boolean.toString(row.isOther()));
        cells.add(measure.of(row.figures()).map(BigDecimal::toPlainString).orElse(""));
        cells.add(Long.toString(totals.requests()));
        cells.add(Long.toString(totals.failures()));
        cells.add(Long.toString(totals.totalTokens()));
        cells.add(totals.cost().amount().toPlainString());
        return cells;
    }

    private static String quoted(String cell) {
        boolean isPlain = cell.chars().noneMatch(unit -> unit == ',' || unit == '"' || unit == '\r' || unit == '\n');
        return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
