package io.tokentally.adapter.documents.print;

import io.tokentally.domain.report.PrintedReport;
import io.tokentally.domain.report.PrintedReport.Bars;
import io.tokentally.domain.report.PrintedReport.Figure;
import io.tokentally.domain.report.PrintedReport.KeyFigures;
import io.tokentally.domain.report.PrintedReport.Part;
import io.tokentally.domain.report.PrintedReport.Remarks;
import io.tokentally.domain.report.PrintedReport.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/** Sets the parts of a report one below the other. */
final class ReportSetting {

    private static final float GAP = 14;
    private static final float GUTTER = 10;
    private static final int MOST_SIDE_BY_SIDE = 5;

    private final PageFlow pages;
    private final TableSetting tables;
    private final BarsSetting bars;

    ReportSetting(PageFlow pages) {
        this.pages = pages;
        this.tables = new TableSetting(pages);
        this.bars = new BarsSetting(pages);
    }

    void set(PrintedReport report) throws IOException {
        paragraph(report.title(), Look.TITLE, "H1");
        pages.down(3);
        for (String line : report.lines()) {
            paragraph(line, Look.LINE_BELOW_TITLE, "P");
        }
        for (Part part : report.parts()) {
            pages.down(GAP);
            switch (part) {
                case KeyFigures figures -> set(figures);
                case Bars chart -> bars.set(chart);
                case Table table -> tables.set(table);
                case Remarks remarks -> set(remarks);
            }
        }
    }

    private void set(KeyFigures part) throws IOException {
        int inRow = Math.clamp(part.figures().size(), 1, MOST_SIDE_BY_SIDE);
        float width = (pages.width() - GUTTER * (inRow - 1)) / inRow;
        for (int first = 0; first < part.figures().size(); first += inRow) {
            set(
                    part.figures()
                            .subList(
                                    first,
                                    Math.min(first + inRow, part.figures().size())),
                    width);
        }
    }

    private void set(List<Figure> row, float width) throws IOException {
        List<List<String>> notes = new ArrayList<>();
        int most = 0;
        for (Figure figure : row) {
            List<String> lines = new ArrayList<>();
            for (String note : figure.notes()) {
                lines.addAll(pages.font().lines(pages.font().printable(note), width, Look.NOTE.size()));
            }
            notes.add(lines);
            most = Math.max(most, lines.size());
        }
        float height = Look.NOTE.lineHeight() * (most + 1) + Look.VALUE.lineHeight() + 8;
        pages.makeRoom(height);
        float top = pages.top();
        pages.rule(top);
        for (int place = 0; place < row.size(); place++) {
            set(row.get(place), notes.get(place), pages.left() + place * (width + GUTTER), top, width);
        }
        pages.down(height);
    }

    private void set(Figure figure, List<String> notes, float x, float top, float width) throws IOException {
        PDStructureElement element = pages.tags().element("P");
        float y = top - 4 - Look.NOTE.lineHeight();
        line(figure.name(), x, y, width, Look.NOTE, element);
        y -= Look.VALUE.lineHeight();
        line(figure.value(), x, y, width, Look.VALUE, element);
        y -= 2;
        for (String note : notes) {
            y -= Look.NOTE.lineHeight();
            line(note, x, y, width, Look.NOTE, element);
        }
    }

    private void line(String text, float x, float y, float width, Look look, PDStructureElement element)
            throws IOException {
        String printable = pages.font().printable(text);
        pages.text(pages.font().shortened(printable, width, look.size()), x, y, look, element);
    }

    private void set(Remarks remarks) throws IOException {
        pages.makeRoom(Look.HEADING.lineHeight() + 2 * Look.TEXT.lineHeight());
        paragraph(remarks.heading(), Look.HEADING, "H2");
        pages.down(2);
        for (String sentence : remarks.sentences()) {
            paragraph(sentence, Look.TEXT, "P");
            pages.down(2);
        }
    }

    private void paragraph(String text, Look look, String type) throws IOException {
        List<String> lines = pages.font().lines(pages.font().printable(text), pages.width(), look.size());
        PDStructureElement element = null;
        for (String line : lines) {
            if (pages.makeRoom(look.lineHeight()) || element == null) {
                element = pages.tags().element(type);
            }
            pages.down(look.lineHeight());
            pages.text(line, pages.left(), pages.top(), look, element);
        }
    }
}
