package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tokentally.ui.chart.StackingTable;
import java.util.List;
import java.util.function.Function;

/**
 * A table of any length, of which one page is shown.
 *
 * @param <T> what a row tells of
 */
class PagedTable<T> extends Composite<Div> {

    static final int PAGE_SIZE = 50;

    private List<T> items = List.of();
    private int first;
    private final StackingTable table;
    private final Function<T, List<Component>> row;
    private final Span range = new Span();
    private final Button previous =
            new Button(getTranslation("prices.page.previous"), event -> turnTo(first - PAGE_SIZE));
    private final Button next = new Button(getTranslation("prices.page.next"), event -> turnTo(first + PAGE_SIZE));
    private final Div pages = new Div(previous, range, next);

    PagedTable(String caption, List<String> headings, Function<T, List<Component>> row) {
        this.table = new StackingTable(caption, headings);
        this.row = row;
        previous.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        next.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        range.getElement().setAttribute("role", "status");
        pages.addClassName("tt-panel-buttons");
        getContent().add(table, pages);
    }

    void show(List<T> all) {
        items = List.copyOf(all);
        turnTo(0);
    }

    private void turnTo(int wanted) {
        first = wanted;
        int end = Math.min(first + PAGE_SIZE, items.size());
        table.show(items.subList(first, end).stream().map(row).toList());
        pages.setVisible(items.size() > PAGE_SIZE);
        previous.setEnabled(first > 0);
        next.setEnabled(end < items.size());
        range.setText(getTranslation(
                "prices.page.range", formatCount(first + 1), formatCount(end), formatCount(items.size())));
    }
}
