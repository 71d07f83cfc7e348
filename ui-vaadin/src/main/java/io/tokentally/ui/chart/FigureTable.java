package io.tokentally.ui.chart;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plain HTML table of figures: the first column or more name a row, all others are numbers. Folded into details, as beside a
 * chart, its rows are drawn when these are opened: most never are, and many rows take longer than the chart.
 */
public final class FigureTable extends Div {

    private final NativeTable table = new NativeTable();
    private @Nullable List<List<String>> shown;
    private List<Optional<RowLink>> links = List.of();
    private boolean isDrawn;
    private @Nullable Registration opening;
    private final int names;

    /**
     * Where a row leads to by one of its cells.
     *
     * @param cell which one, from 1: the first names the row
     * @param label what it is called for those who do not see the row around it
     */
    public record RowLink(int cell, String href, String label) {}

    public FigureTable(String caption, List<String> headings) {
        this(caption, headings, 1);
    }

    /** @param names how many columns name a row */
    public FigureTable(String caption, List<String> headings, int names) {
        this.names = names;
        addClassName("tt-figures");
        // A part that scrolls sideways on a narrow screen must be within reach of the keyboard.
        getElement().setAttribute("tabindex", "0");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", caption);
        table.setCaptionText(caption);
        NativeTableRow head = table.getHead().addRow();
        for (int i = 0; i < headings.size(); i++) {
            head.add(marked(headerCell(headings.get(i), "col"), i));
        }
        add(table);
    }

    /** Shows the rows, each with as many cells as there are headings. */
    public void show(List<List<String>> rows) {
        show(rows, List.of());
    }

    /** @param leading where each row leads to, in the rows' order; none for rows that lead nowhere */
    public void show(List<List<String>> rows, List<Optional<RowLink>> leading) {
        if (rows.equals(shown) && leading.equals(links)) {
            return;
        }
        shown = List.copyOf(rows);
        links = List.copyOf(leading);
        isDrawn = false;
        drawIfSeen();
    }

    public List<List<String>> shown() {
        return shown == null ? List.of() : shown;
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        Details around = findAncestor(Details.class);
        opening = around == null ? null : around.addOpenedChangeListener(event -> drawIfSeen());
        drawIfSeen();
    }

    @Override
    protected void onDetach(DetachEvent detachEvent) {
        if (opening != null) {
            opening.remove();
            opening = null;
        }
        super.onDetach(detachEvent);
    }

    private void drawIfSeen() {
        Details around = findAncestor(Details.class);
        if (isDrawn || !isAttached() || (around != null && !around.isOpened())) {
            return;
        }
        isDrawn = true;
        table.getBody().removeAllRows();
        List<List<String>> rows = shown();
        for (int row = 0; row < rows.size(); row++) {
            addRow(rows.get(row), row < links.size() ? links.get(row) : Optional.empty());
        }
    }

    private void addRow(List<String> cells, Optional<RowLink> leading) {
        NativeTableRow row = table.getBody().addRow();
        row.add(marked(headerCell(cells.getFirst(), "row"), 0));
        for (int i = 1; i < cells.size(); i++) {
            int cell = i;
            String text = cells.get(i);
            row.add(marked(
                    leading.filter(link -> link.cell() == cell)
                            .map(link -> new NativeTableCell(anchor(text, link)))
                            .orElseGet(() -> new NativeTableCell(text)),
                    i));
        }
    }

    /** Names beyond the first stand like it, and not like numbers. */
    private <C extends HtmlContainer> C marked(C cell, int column) {
        if (names > 1 && column < names) {
            cell.addClassName("tt-figure-name");
        }
        return cell;
    }

    private static Anchor anchor(String text, RowLink link) {
        Anchor anchor = new Anchor(link.href(), text);
        anchor.getElement().setAttribute("aria-label", link.label());
        return anchor;
    }

    private static NativeTableHeaderCell headerCell(String text, String scope) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(text);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }
}
