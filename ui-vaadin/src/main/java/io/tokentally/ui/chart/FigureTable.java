package io.tokentally.ui.chart;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain HTML table of figures: the first column names, all others are numbers. */
public final class FigureTable extends Div {

    private final NativeTable table = new NativeTable();
    private @Nullable List<List<String>> shown;

    public FigureTable(String caption, List<String> headings) {
        addClassName("tt-figures");
        // A region that scrolls sideways on a narrow screen must be within reach of the keyboard.
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", caption);
        table.setCaptionText(caption);
        NativeTableRow head = table.getHead().addRow();
        headings.forEach(heading -> head.add(headerCell(heading, "col")));
        add(table);
    }

    /** Shows the rows, each with as many cells as there are headings. */
    public void show(List<List<String>> rows) {
        if (rows.equals(shown)) {
            return;
        }
        shown = List.copyOf(rows);
        table.getBody().removeAllRows();
        rows.forEach(this::addRow);
    }

    public List<List<String>> shown() {
        return shown == null ? List.of() : shown;
    }

    private void addRow(List<String> cells) {
        NativeTableRow row = table.getBody().addRow();
        row.add(headerCell(cells.getFirst(), "row"));
        cells.stream().skip(1).map(NativeTableCell::new).forEach(row::add);
    }

    private static NativeTableHeaderCell headerCell(String text, String scope) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }
}
