package io.tokentally.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import java.util.List;

/** A table whose rows become cards on a narrow screen, with its heading beside each cell. */
public final class StackingTable extends Div {

    private final NativeTable table = new NativeTable();
    private final List<String> headings;

    public StackingTable(String caption, List<String> headings) {
        this.headings = List.copyOf(headings);
        addClassName("tt-stacking");
        table.setCaptionText(caption);
        // A table whose cells are laid out as blocks is none any more for a screen reader, unless its roles are said.
        table.getElement().setAttribute("role", "table");
        NativeTableRow head = table.getHead().addRow();
        head.getElement().setAttribute("role", "row");
        this.headings.forEach(heading -> head.add(headerCell(new Span(heading), "col", "columnheader")));
        add(table);
    }

    /** Shows the rows, each with as many cells as there are headings. */
    public void show(List<List<Component>> rows) {
        table.getBody().removeAllRows();
        rows.forEach(this::addRow);
    }

    public static Component text(String text) {
        return new Span(text);
    }

    private void addRow(List<Component> cells) {
        NativeTableRow row = table.getBody().addRow();
        row.getElement().setAttribute("role", "row");
        row.add(headerCell(cells.getFirst(), "row", "rowheader"));
        for (int i = 1; i < cells.size(); i++) {
            NativeTableCell cell = new NativeTableCell(cells.get(i));
            cell.getElement().setAttribute("role", "cell").setAttribute("data-heading", headings.get(i));
            row.add(cell);
        }
    }

    private static NativeTableHeaderCell headerCell(Component content, String scope, String role) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(content);
        cell.getElement().setAttribute("scope", scope).setAttribute("role", role);
        return cell;
    }
}
