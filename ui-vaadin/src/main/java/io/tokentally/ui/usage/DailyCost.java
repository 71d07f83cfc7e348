package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;
import static io.tokentally.ui.format.TimeFormat.formatDay;
import static io.tokentally.ui.format.TimeFormat.formatDayInFull;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.chart.ChartData;
import io.tokentally.ui.chart.ChartData.Axis;
import io.tokentally.ui.chart.ChartData.Bar;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.UsageChart;
import io.tokentally.ui.shell.Panel;
import java.time.LocalDate;
import java.util.List;

/** What each day cost. */
class DailyCost extends Panel {

    private static final int COLOR = 1;

    private final UsageChart chart = new UsageChart();
    private final FigureTable table;

    DailyCost() {
        super(I18NProvider.translate("usage.daily"), "tt-daily-cost");
        table = new FigureTable(
                getTranslation("usage.daily"),
                List.of(
                        getTranslation("usage.column.day"),
                        getTranslation("usage.column.requests"),
                        getTranslation("usage.column.failed"),
                        getTranslation("usage.column.tokens"),
                        getTranslation("usage.column.cost")));
        chart.addClassName("tt-chart-tall");
        add(chart, new Details(getTranslation("usage.as-table"), table));
    }

    void show(UsageSummary summary) {
        chart.show(new ChartData(
                getTranslation("usage.daily.description", summary.period().days(), TotalCost.inShort(summary.totals())),
                false,
                COLOR,
                Axis.COST,
                summary.byDay().entrySet().stream()
                        .map(day -> bar(day.getKey(), day.getValue()))
                        .toList()));
        table.show(summary.byDay().entrySet().stream()
                .map(day -> row(day.getKey(), day.getValue()))
                .toList()
                .reversed());
    }

    private static Bar bar(LocalDate day, UsageTotals totals) {
        return new Bar(
                formatDay(day),
                formatDayInFull(day),
                totals.cost().amount().toPlainString(),
                TotalCost.exactly(totals));
    }

    private static List<String> row(LocalDate day, UsageTotals totals) {
        return List.of(
                formatDayInFull(day),
                formatCount(totals.requests()),
                formatCount(totals.failures()),
                formatCount(totals.totalTokens()),
                TotalCost.exactly(totals));
    }
}
