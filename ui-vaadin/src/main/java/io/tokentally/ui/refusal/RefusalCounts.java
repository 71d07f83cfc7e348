package io.tokentally.ui.refusal;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatDate;
import static io.tokentally.ui.format.TimeFormat.formatDay;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.report.Grain;
import io.tokentally.ui.chart.ChartData;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.chart.UsageChart;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.shell.Panel;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many calls were refused, when, why, and with which keys. */
class RefusalCounts extends Panel {

    private static final int COLOR = 2;

    private final UsageChart chart = new UsageChart();
    private final Paragraph none = new Paragraph(I18NProvider.translate("refused.none"));
    private final StackingTable table;
    private final boolean withKeys;

    RefusalCounts(boolean withKeys) {
        super(I18NProvider.translate("refused.counts"), "tt-refused-counts");
        this.withKeys = withKeys;
        List<String> headings = new ArrayList<>(List.of(getTranslation("refused.column.reason")));
        if (withKeys) {
            headings.add(getTranslation("refused.column.key"));
        }
        headings.add(getTranslation("refused.column.calls"));
        table = new StackingTable(getTranslation("refused.counts"), headings);
        chart.addClassName("tt-chart-tall");
        none.addClassName("tt-candidates-none");
        add(chart, none, table);
    }

    void show(RefusalFigures figures) {
        List<RefusalReport.Row> rows = figures.byGroup().rows();
        none.setVisible(rows.isEmpty());
        chart.setVisible(!rows.isEmpty());
        table.setVisible(!rows.isEmpty());
        chart.show(chart(figures.overTime()));
        table.show(rows.stream().map(row -> cells(row, figures)).toList());
    }

    private ChartData chart(RefusalReport overTime) {
        Map<Instant, Long> calls = new HashMap<>();
        overTime.rows().forEach(row -> calls.merge(row.start(), row.calls(), Long::sum));
        ZoneId zone = overTime.query().period().zone();
        boolean byHour = overTime.query().grain() == Grain.HOUR;
        return new ChartData(
                getTranslation("refused.description", formatCount(overTime.calls())),
                false,
                COLOR,
                ChartData.Axis.COUNT,
                overTime.query().starts().stream()
                        .map(start -> bar(start, calls.getOrDefault(start, 0L), zone, byHour))
                        .toList());
    }

    private static ChartData.Bar bar(Instant start, long calls, ZoneId zone, boolean byHour) {
        return new ChartData.Bar(
                byHour
                        ? TimeFormat.formatTimeOfDay(start, zone)
                        : formatDay(start.atZone(zone).toLocalDate()),
                formatDate(start, zone),
                Long.toString(calls),
                formatCount(calls));
    }

    private List<Component> cells(RefusalReport.Row row, RefusalFigures figures) {
        List<Component> cells = new ArrayList<>();
        cells.add(StackingTable.text(
                row.isOther()
                        ? getTranslation("refused.others")
                        : getTranslation("refused.reason." + RefusalReason.of(value(row, figures, Dimension.REASON)))));
        if (withKeys) {
            cells.add(StackingTable.text(row.isOther() ? "" : figures.nameOf(value(row, figures, Dimension.KEY))));
        }
        cells.add(StackingTable.text(formatCount(row.calls())));
        return cells;
    }

    private static String value(RefusalReport.Row row, RefusalFigures figures, Dimension dimension) {
        return row.values().get(figures.byGroup().query().by().indexOf(dimension));
    }
}
