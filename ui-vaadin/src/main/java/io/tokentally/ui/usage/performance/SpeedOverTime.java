package io.tokentally.ui.usage.performance;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.performance.SpeedPercentile;
import io.tokentally.domain.report.Report;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.MeasureFormat;
import io.tokentally.ui.usage.frame.PartText;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.SeriesOfReport;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.ChartForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How fast calls were over time: the chosen percentile of each group, or all three of all calls together. */
final class SpeedOverTime extends Panel {

    private final SeriesChart chart = new SeriesChart();
    private final Div table = new Div();
    private final Paragraph note = new Paragraph();

    SpeedOverTime() {
        super(I18NProvider.translate("performance.over-time"), "tt-performance-over-time");
        chart.addClassName("tt-explorer-chart");
        note.addClassName("tt-bridge-note");
        add(chart, note, table);
    }

    /** @param report over time, by at most one dimension */
    void show(ShownUsage usage, SpeedFigure figure, Report report) {
        setHeading(getTranslation(
                report.query().by().isEmpty()
                        ? "performance.speed." + figure.speed()
                        : "usage.measure." + figure.measure()));
        chart.show(report.query().by().isEmpty() ? ofAll(usage, figure, report) : ofGroups(usage, figure, report));
        note.setText(getTranslation("performance.rate.note"));
        note.setVisible(figure.speed().isRate());
        FigureTable figures = new FigureTable(getTranslation("performance.over-time"), headings(figure, report));
        figures.show(report.rows().stream()
                .map(row -> cells(usage, figure, report, row))
                .toList());
        table.removeAll();
        table.add(new Details(getTranslation("usage.as-table"), figures));
    }

    private SeriesData ofGroups(ShownUsage usage, SpeedFigure figure, Report report) {
        return new SeriesOfReport(usage, report, figure.measure(), ChartForm.LINES)
                .data(description(usage, figure), SeriesData.Form.LINES);
    }

    private SeriesData ofAll(ShownUsage usage, SpeedFigure figure, Report report) {
        List<SeriesData.Series> lines = new ArrayList<>();
        SeriesData drawn = ofGroups(usage, figure, report);
        for (SpeedPercentile percentile : SpeedPercentile.values()) {
            ofGroups(usage, figure.with(percentile), report).series().stream()
                    .map(line -> new SeriesData.Series(
                            SpeedText.nameOf(figure.speed(), percentile), lines.size() + 1, line.values()))
                    .forEach(lines::add);
        }
        return new SeriesData(
                drawn.description(), drawn.form(), drawn.axis(), drawn.points(), lines, null, drawn.hasUnfinished());
    }

    private String description(ShownUsage usage, SpeedFigure figure) {
        return getTranslation(
                "explorer.description",
                getTranslation("usage.measure." + figure.measure()),
                PeriodText.of(usage.period()));
    }

    private List<String> headings(SpeedFigure figure, Report report) {
        List<String> headings = new ArrayList<>();
        headings.add(getTranslation("usage.column.time-part"));
        report.query().by().forEach(dimension -> headings.add(ShownUsage.labelOf(dimension)));
        headings.add(getTranslation("performance.column.calls"));
        Arrays.stream(SpeedPercentile.values())
                .forEach(percentile -> headings.add(SpeedText.nameOf(figure.speed(), percentile)));
        return headings;
    }

    private List<String> cells(ShownUsage usage, SpeedFigure figure, Report report, Report.Row row) {
        List<String> cells = new ArrayList<>();
        cells.add(PartText.inFull(row.start(), report.query().grain(), usage.zone()));
        report.query()
                .by()
                .forEach(dimension -> cells.add(
                        row.isOther()
                                ? getTranslation("usage.others")
                                : usage.nameOf(dimension, row.values().getFirst())));
        cells.add(
                formatCount(row.figures().distribution(figure.speed().measure()).count()));
        Arrays.stream(SpeedPercentile.values())
                .forEach(percentile ->
                        cells.add(MeasureFormat.exactly(figure.with(percentile).measure(), row.figures())));
        return cells;
    }
}
