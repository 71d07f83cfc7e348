package io.tokentally.ui.usage;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.BreakdownTable.Row;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.TableSort;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What usage is made of, by one dimension: the greatest, and at a click all of them. */
class Breakdown extends Panel {

    /** So many are shown unasked. */
    private static final int TOP = 8;

    /** So many are read, so that most tables have all of theirs. */
    private static final int READ = 100;

    private final BreakdownTable table;
    private final Button all = new Button();
    private final Consumer<UsageQuery> onChange;
    private @Nullable ShownUsage usage;
    private @Nullable Dimension dimension;
    private boolean showsAll;

    /**
     * @param slot which of the breakdowns it is, by which it is found
     * @param ask reads all groups, at most {@value ReportQuery#MAX_TOP}
     */
    Breakdown(String slot, Consumer<UsageQuery> onChange, Function<Dimension, Report> ask) {
        super(slot, "tt-by-" + slot);
        this.onChange = onChange;
        table = new BreakdownTable(this::sort);
        all.addThemeVariants(ButtonVariant.TERTIARY);
        all.addClickListener(event -> toggle(ask));
        add(table, all);
    }

    void show(ShownUsage shown, Dimension by, Report report) {
        boolean isSame = usage != null && usage.query().equals(shown.query()) && by.equals(dimension);
        usage = shown;
        dimension = by;
        setHeading(getTranslation("usage.breakdown.by", ShownUsage.labelOf(by)));
        if (isSame && showsAll) {
            // Whoever reads all of them is left to it.
            return;
        }
        showsAll = false;
        draw(report, false);
    }

    private void toggle(Function<Dimension, Report> ask) {
        if (dimension == null) {
            return;
        }
        showsAll = !showsAll;
        draw(ask.apply(dimension), showsAll);
    }

    private void draw(Report report, boolean wantsAll) {
        ShownUsage shown = usage;
        Dimension by = dimension;
        if (shown == null || by == null) {
            return;
        }
        List<Row> groups = report.rows().stream()
                .filter(row -> !row.isOther())
                .map(row -> row(shown, by, row))
                .sorted(order(shown.query().sort()))
                .toList();
        int most = wantsAll ? groups.size() : Math.min(TOP, groups.size());
        UsageTotals left = Stream.concat(
                        groups.stream().skip(most).map(Row::totals),
                        report.rows().stream()
                                .filter(Report.Row::isOther)
                                .map(row -> row.figures().totals()))
                .reduce(UsageTotals.none(report.total().totals().cost().currency()), UsageTotals::plus);
        Stream<Row> others =
                left.requests() == 0 ? Stream.of() : Stream.of(new Row(getTranslation("usage.others"), left, null));
        table.show(
                getTranslation("usage.breakdown.by", ShownUsage.labelOf(by)),
                ShownUsage.labelOf(by),
                Stream.concat(groups.stream().limit(most), others).toList(),
                report.total().totals(),
                shown.query().sort());
        all.setText(getTranslation(wantsAll ? "usage.breakdown.top" : "usage.breakdown.all"));
        all.setVisible(wantsAll || left.requests() > 0);
    }

    private Row row(ShownUsage shown, Dimension by, Report.Row row) {
        String value = row.values().getFirst();
        return new Row(
                shown.nameOf(by, value),
                row.figures().totals(),
                () -> onChange.accept(
                        shown.query().withFilter(shown.query().filter().with(by, value))));
    }

    private void sort(TableSort.Column column) {
        ShownUsage shown = usage;
        if (shown != null) {
            onChange.accept(shown.query().withSort(shown.query().sort().by(column)));
        }
    }

    /** What a report is ordered by, so that the greatest are in it. */
    static Measure measure(TableSort sort) {
        return switch (sort.column()) {
            case NAME, COST -> Measure.COST;
            case REQUESTS -> Measure.REQUESTS;
            case FAILURES -> Measure.FAILURES;
            case TOKENS -> Measure.TOTAL_TOKENS;
        };
    }

    /** How many groups are read to show the first of them: all, where the report does not come in their order. */
    static int top(TableSort sort) {
        return sort.ascending() || sort.column() == TableSort.Column.NAME ? ReportQuery.MAX_TOP : READ;
    }

    private static Comparator<Row> order(TableSort sort) {
        Comparator<Row> order = switch (sort.column()) {
            case NAME -> Comparator.comparing(Row::name, String.CASE_INSENSITIVE_ORDER);
            case COST -> Comparator.comparing(row -> row.totals().cost());
            case REQUESTS -> Comparator.comparingLong(row -> row.totals().requests());
            case FAILURES -> Comparator.comparingLong(row -> row.totals().failures());
            case TOKENS -> Comparator.comparingLong(row -> row.totals().totalTokens());
        };
        return sort.ascending() ? order : order.reversed();
    }
}
