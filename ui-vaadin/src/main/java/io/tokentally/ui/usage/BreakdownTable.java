package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.format.TotalCost;
import io.tokentally.ui.usage.query.TableSort;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Totals by something, each with a bar of its share in the cost; sorted by a click on a heading, filtered by one on a row. */
class BreakdownTable extends Div {

    /**
     * @param name as people read it
     * @param filter filters by the row; nothing where it cannot be filtered by
     */
    record Row(String name, UsageTotals totals, @Nullable Runnable filter) {}

    private static final MathContext DIGITS = MathContext.DECIMAL32;

    private final NativeTable table = new NativeTable();
    private final Button nameHeading;
    private final Map<TableSort.Column, NativeTableHeaderCell> headings = new EnumMap<>(TableSort.Column.class);

    BreakdownTable(Consumer<TableSort.Column> onSort) {
        addClassNames("tt-figures", "tt-breakdown");
        getElement().setAttribute("role", "group").setAttribute("tabindex", "0");
        NativeTableRow head = table.getHead().addRow();
        nameHeading = sortButton(TableSort.Column.NAME, onSort);
        head.add(heading(TableSort.Column.NAME, nameHeading));
        head.add(heading(TableSort.Column.COST, onSort));
        NativeTableHeaderCell share = new NativeTableHeaderCell(getTranslation("usage.column.share"));
        share.getElement().setAttribute("scope", "col");
        head.add(share);
        head.add(heading(TableSort.Column.REQUESTS, onSort));
        head.add(heading(TableSort.Column.FAILURES, onSort));
        head.add(heading(TableSort.Column.TOKENS, onSort));
        add(table);
    }

    /** @param name heading of the first column */
    void show(String caption, String name, List<Row> rows, UsageTotals all, TableSort sort) {
        getElement().setAttribute("aria-label", caption);
        table.setCaptionText(caption);
        headings.forEach((column, cell) -> {
            if (column == sort.column()) {
                cell.getElement().setAttribute("aria-sort", sort.ascending() ? "ascending" : "descending");
            } else {
                cell.getElement().removeAttribute("aria-sort");
            }
        });
        nameHeading.setText(name);
        table.getBody().removeAllRows();
        rows.forEach(row -> addRow(row, all));
    }

    private Button sortButton(TableSort.Column column, Consumer<TableSort.Column> onSort) {
        Button button = new Button(getTranslation("usage.sort." + column), event -> onSort.accept(column));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("tt-sort");
        return button;
    }

    private NativeTableHeaderCell heading(TableSort.Column column, Consumer<TableSort.Column> onSort) {
        return heading(column, sortButton(column, onSort));
    }

    private NativeTableHeaderCell heading(TableSort.Column column, Button button) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(button);
        cell.getElement().setAttribute("scope", "col");
        headings.put(column, cell);
        return cell;
    }

    private void addRow(Row row, UsageTotals all) {
        NativeTableRow cells = table.getBody().addRow();
        NativeTableHeaderCell name = new NativeTableHeaderCell(name(row));
        name.getElement().setAttribute("scope", "row");
        UsageTotals totals = row.totals();
        cells.add(
                name,
                new NativeTableCell(TotalCost.inShort(totals)),
                new NativeTableCell(share(totals, all)),
                new NativeTableCell(formatCount(totals.requests())),
                new NativeTableCell(formatCount(totals.failures())),
                new NativeTableCell(formatCount(totals.totalTokens())));
    }

    private Component name(Row row) {
        Runnable filter = row.filter();
        if (filter == null) {
            return new Span(row.name());
        }
        Button button = new Button(row.name(), event -> filter.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("tt-row-filter");
        button.getElement().setAttribute("title", getTranslation("usage.breakdown.filter", row.name()));
        return button;
    }

    /** A bar as long as the share, with the share in words. */
    private Component share(UsageTotals totals, UsageTotals all) {
        if (all.cost().isZero() || totals.cost().isZero()) {
            return new Span(getTranslation("usage.nothing"));
        }
        BigDecimal share = totals.cost().amount().divide(all.cost().amount(), DIGITS);
        Span text = new Span(getTranslation("usage.share", share));
        Div bar = new Div();
        bar.addClassName("tt-share-bar");
        bar.getElement().getStyle().set("--tt-share", share.toPlainString());
        Div cell = new Div(bar, text);
        cell.addClassName("tt-share");
        return cell;
    }
}
