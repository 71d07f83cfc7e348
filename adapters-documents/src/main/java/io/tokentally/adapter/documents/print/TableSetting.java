package io.tokentally.adapter.documents.print;

import io.tokentally.domain.report.PrintedReport.Row;
import io.tokentally.domain.report.PrintedReport.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.jspecify.annotations.Nullable;

/** Sets tables row by row; one that goes on on the next page has its headings there again, and no row is cut in two. */
final class TableSetting {

    private static final float PADDING = 12;
    private static final float LEAST_WIDTH = 62;
    private static final float ROW = 14.5f;
    private static final float BASELINE = 4.2f;
    private static final int LEAST_ROWS = 3;

    /** A smaller part of a page is not broken. */
    private static final float UNBROKEN = 0.45f;

    private final PageFlow pages;

    TableSetting(PageFlow pages) {
        this.pages = pages;
    }

    void set(Table table) throws IOException {
        float heading = Look.HEADING.lineHeight() + 2;
        float whole = heading + ROW * (table.rows().size() + 1);
        boolean isSmall = whole <= pages.height() * UNBROKEN;
        pages.makeRoom(isSmall ? whole : heading + ROW * (LEAST_ROWS + 1));
        pages.down(Look.HEADING.lineHeight());
        String name = pages.font().printable(table.heading());
        pages.text(
                pages.font().shortened(name, pages.width(), Look.HEADING.size()),
                pages.left(),
                pages.top(),
                Look.HEADING,
                pages.tags().element("H2"));
        pages.down(2);
        List<Float> widths = widths(table);
        PDStructureElement element = pages.tags().element("Table");
        row(table.columns(), widths, Look.NOTE, pages.tags().element("TR", element), true);
        for (Row row : table.rows()) {
            if (pages.makeRoom(ROW)) {
                row(table.columns(), widths, Look.NOTE, null, true);
            }
            Look look = row.isTotal() ? Look.TOTAL : Look.TEXT;
            row(row.cells(), widths, look, pages.tags().element("TR", element), false);
        }
    }

    /** Numbers have the room that they take; names what is left. */
    private List<Float> widths(Table table) throws IOException {
        List<Float> widths = new ArrayList<>();
        float left = pages.width();
        for (int column = 1; column < table.columns().size(); column++) {
            float width = width(table.columns().get(column), Look.NOTE);
            for (Row row : table.rows()) {
                width = Math.max(width, width(row.cells().get(column), Look.TOTAL));
            }
            float most = pages.width() / table.columns().size();
            widths.add(Math.min(Math.max(width + PADDING, LEAST_WIDTH), most));
            left -= widths.getLast();
        }
        widths.addFirst(left);
        return widths;
    }

    private float width(String text, Look look) throws IOException {
        return pages.font().width(pages.font().printable(text), look.size());
    }

    /** @param element nothing for headings that were told already */
    private void row(
            List<String> cells, List<Float> widths, Look look, @Nullable PDStructureElement element, boolean isHead)
            throws IOException {
        pages.down(ROW);
        float baseline = pages.top() + BASELINE;
        float x = pages.left();
        for (int column = 0; column < cells.size(); column++) {
            float width = widths.get(column);
            String printable = pages.font().printable(cells.get(column));
            float room = column == 0 ? width : width - 4;
            String text = pages.font().shortened(printable, room, look.size());
            PDStructureElement cell = element == null ? null : cell(element, isHead, column == 0);
            if (column == 0) {
                pages.text(text, x, baseline, look, cell);
            } else {
                pages.textUpTo(text, x + width, baseline, look, cell);
            }
            x += width;
        }
        pages.rule(pages.top());
    }

    private PDStructureElement cell(PDStructureElement row, boolean isHead, boolean isFirst) {
        PDStructureElement cell = pages.tags().element(isHead || isFirst ? "TH" : "TD", row);
        if (isHead || isFirst) {
            PDTableAttributeObject attributes = new PDTableAttributeObject();
            attributes.setScope(isHead ? PDTableAttributeObject.SCOPE_COLUMN : PDTableAttributeObject.SCOPE_ROW);
            cell.addAttribute(attributes);
        }
        return cell;
    }
}
