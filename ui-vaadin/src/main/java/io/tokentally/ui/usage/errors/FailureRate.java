package io.tokentally.ui.usage.errors;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.Tag;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.GroupingSelect;
import io.tokentally.ui.usage.frame.MeasureFormat;
import io.tokentally.ui.usage.frame.PartText;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.SeriesOfReport;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.ChartForm;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How many of a hundred requests failed over time. */
final class FailureRate extends Panel {

    private final GroupingSelect group;
    private final SeriesChart chart = new SeriesChart();
    private final Paragraph note = new Paragraph(I18NProvider.translate("errors.rate.note"));
    private final Div table = new Div();

    FailureRate(Consumer<@Nullable Dimension> onGrouping) {
        super(I18NProvider.translate("errors.rate"), "tt-errors-rate");
        group = new GroupingSelect("usage.group", onGrouping);
        addBesideHeading(group);
        chart.addClassName("tt-explorer-chart");
        note.addClassName("tt-bridge-note");
        add(chart, note, table);
    }

    /** @param tags that an owner declared */
    void show(FailureFigures figures, List<Tag> tags) {
        ShownUsage usage = figures.usage();
        Report rate = figures.rate();
        setHeading(getTranslation(figures.isFiltered() ? "errors.rate.filtered" : "errors.rate"));
        note.setVisible(figures.isFiltered());
        group.setVisible(!figures.isFiltered());
        group.show(offered(usage, tags), rate.query().by().stream().findFirst().orElse(null));
        chart.show(new SeriesOfReport(usage, rate, UsageMeasure.FAILURE_RATE, ChartForm.LINES)
                .data(
                        getTranslation(
                                "explorer.description", getTranslation("errors.rate"), PeriodText.of(usage.period())),
                        SeriesData.Form.LINES));
        FigureTable rows = new FigureTable(getTranslation("errors.rate"), headings(rate));
        rows.show(rate.rows().stream().map(row -> cells(usage, rate, row)).toList());
        table.removeAll();
        table.add(new Details(getTranslation("usage.as-table"), rows));
    }

    private static List<Dimension> offered(ShownUsage usage, List<Tag> tags) {
        List<Dimension> offered = new ArrayList<>(Arrays.asList(Attribute.values()));
        offered.addAll(tags);
        offered.removeAll(FailureReader.OF_FAILURES);
        if (!usage.showsOrganization()) {
            offered.remove(Attribute.USER);
        }
        return offered;
    }

    private List<String> headings(Report rate) {
        List<String> headings = new ArrayList<>();
        headings.add(getTranslation("usage.column.time-part"));
        rate.query().by().forEach(dimension -> headings.add(ShownUsage.labelOf(dimension)));
        headings.add(getTranslation("usage.column.requests"));
        headings.add(getTranslation("usage.column.failed"));
        headings.add(getTranslation("errors.rate"));
        return headings;
    }

    private List<String> cells(ShownUsage usage, Report rate, Report.Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(PartText.inFull(row.start(), rate.query().grain(), usage.zone()));
        rate.query()
                .by()
                .forEach(dimension -> cells.add(
                        row.isOther()
                                ? getTranslation("usage.others")
                                : usage.nameOf(dimension, row.values().getFirst())));
        cells.add(formatCount(row.figures().totals().requests()));
        cells.add(formatCount(row.figures().totals().failures()));
        cells.add(MeasureFormat.exactly(UsageMeasure.FAILURE_RATE, row.figures()));
        return cells;
    }
}
