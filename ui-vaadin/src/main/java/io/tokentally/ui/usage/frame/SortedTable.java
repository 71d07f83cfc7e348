package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import io.tokentally.ui.usage.query.TableOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A table of figures that is sorted by a click on a heading. */
public final class SortedTable<C extends Enum<C>> extends Div {

    private final NativeTable table = new NativeTable();
    private final Map<C, Button> buttons;
    private final Map<C, NativeTableHeaderCell> headings;

    /** @param columns the first names the rows, all others are numbers */
    public SortedTable(Class<C> columns, Consumer<C> onSort) {
        buttons = new EnumMap<>(columns);
        headings = new EnumMap<>(columns);
        addClassNames("tt-figures", "tt-sorted");
        // A region that scrolls sideways on a narrow screen must be within reach of the keyboard.
        getElement().setAttribute("role", "group").setAttribute("tabindex", "0");
        NativeTableRow head = table.getHead().addRow();
        for (C column : columns.getEnumConstants()) {
            Button button = new Button("", event -> onSort.accept(column));
            button.addThemeVariants(ButtonVariant.TERTIARY);
            button.addClassName("tt-sort");
            NativeTableHeaderCell cell = heading(button, "col");
            buttons.put(column, button);
            headings.put(column, cell);
            head.add(cell);
        }
        add(table);
    }

    /**
     * @param names what columns are called; those without a name are left out
     * @param rows each with a cell for every column that has a name, in their order
     */
    public void show(String caption, Map<C, String> names, List<List<Component>> rows, TableOrder<C> order) {
        getElement().setAttribute("aria-label", caption);
        table.setCaptionText(caption);
        buttons.forEach((column, button) -> button.setText(names.getOrDefault(column, "")));
        headings.forEach((column, cell) -> {
            cell.setVisible(names.containsKey(column));
            if (column == order.column()) {
                cell.getElement().setAttribute("aria-sort", order.ascending() ? "ascending" : "descending");
            } else {
                cell.getElement().removeAttribute("aria-sort");
            }
        });
        table.getBody().removeAllRows();
        rows.forEach(this::addRow);
    }

    private void addRow(List<Component> cells) {
        NativeTableRow row = table.getBody().addRow();
        row.add(heading(cells.getFirst(), "row"));
        cells.stream().skip(1).map(NativeTableCell::new).forEach(row::add);
    }

    private static NativeTableHeaderCell heading(Component content, String scope) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(content);
        cell.getElement().setAttribute("scope", scope);
        return cell;
    }
}
