package io.tokentally.ui.usage.performance;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.performance.SpeedChange;
import io.tokentally.domain.performance.SpeedPercentile;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Report;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.MeasureFormat;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.SortedTable;
import io.tokentally.ui.usage.performance.SpeedRow.Column;
import io.tokentally.ui.usage.query.TableOrder;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How fast each group was, against how fast it was before. */
final class SpeedTable extends Panel {

    static final TableOrder<Column> DEFAULT = new TableOrder<>(Column.REQUESTS, false);

    private final SortedTable<Column> table;
    private final Paragraph note = new Paragraph();
    private final Consumer<UsageQuery> onFilter;

    SpeedTable(Consumer<Column> onSort, Consumer<UsageQuery> onFilter) {
        super(I18NProvider.translate("performance.groups"), "tt-performance-groups");
        this.onFilter = onFilter;
        table = new SortedTable<>(Column.class, onSort);
        note.addClassName("tt-bridge-note");
        add(table, note);
    }

    /** The other way around, where it is sorted by that column already. */
    static TableOrder<Column> sorted(TableOrder<Column> order, Column column) {
        return new TableOrder<>(column, order.column() == column ? !order.ascending() : column == Column.NAME);
    }

    /** @param report of the whole period, by at most one dimension */
    void show(ShownUsage usage, SpeedFigure figure, Report report, TableOrder<Column> order) {
        Dimension by = report.query().by().stream().findFirst().orElse(null);
        String name = by == null ? getTranslation("usage.group.none") : ShownUsage.labelOf(by);
        setHeading(by == null ? name : getTranslation("usage.group.by", name));
        boolean isCompared = report.compared() != null;
        Comparator<SpeedRow> least = SpeedRow.by(order.column(), figure);
        List<SpeedRow> rows =
                SpeedRow.of(report, figure, values -> by == null ? name : usage.nameOf(by, values.getFirst())).stream()
                        .sorted(order.ascending() ? least : least.reversed())
                        .toList();
        table.show(
                getTranslation("performance.groups"),
                names(name, figure, isCompared),
                rows.stream()
                        .map(row -> cells(usage, by, figure, row, isCompared))
                        .toList(),
                order);
        note.setText(getTranslation(
                isCompared ? "performance.compared.note" : "performance.not-compared",
                SpeedChange.LEAST_CALLS,
                SpeedChange.LEAST_PERCENT));
    }

    private Map<Column, String> names(String name, SpeedFigure figure, boolean isCompared) {
        Map<Column, String> names = new EnumMap<>(Column.class);
        names.put(Column.NAME, name);
        names.put(Column.REQUESTS, getTranslation("usage.column.requests"));
        names.put(Column.P50, SpeedText.nameOf(figure.speed(), SpeedPercentile.P50));
        names.put(Column.P95, SpeedText.nameOf(figure.speed(), SpeedPercentile.P95));
        names.put(Column.P99, SpeedText.nameOf(figure.speed(), SpeedPercentile.P99));
        if (isCompared) {
            String percentile = SpeedText.nameOf(figure.speed(), figure.percentile());
            names.put(Column.BEFORE, getTranslation("performance.column.before", percentile));
            names.put(Column.CHANGE, getTranslation("performance.column.change"));
        }
        return names;
    }

    private List<Component> cells(
            ShownUsage usage, @Nullable Dimension by, SpeedFigure figure, SpeedRow row, boolean isCompared) {
        List<Component> cells = new ArrayList<>();
        cells.add(name(usage, by, row));
        cells.add(new Span(formatCount(row.now().totals().requests())));
        for (SpeedPercentile percentile : SpeedPercentile.values()) {
            cells.add(new Span(MeasureFormat.inShort(figure.with(percentile).measure(), row.now())));
        }
        if (isCompared) {
            cells.add(new Span(MeasureFormat.inShort(figure.measure(), row.before())));
            cells.add(SpeedText.change(figure.speed(), row.change()));
        }
        return cells;
    }

    private Component name(ShownUsage usage, @Nullable Dimension by, SpeedRow row) {
        if (by == null) {
            return new Span(row.name());
        }
        Button button = new Button(
                row.name(),
                event -> onFilter.accept(usage.query()
                        .withFilter(usage.query().filter().with(by, row.values().getFirst()))));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.addClassName("tt-row-filter");
        button.getElement().setAttribute("title", getTranslation("usage.breakdown.filter", row.name()));
        return button;
    }
}
