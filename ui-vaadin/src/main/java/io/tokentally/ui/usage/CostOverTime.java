package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.forecast.CostForecaster;
import io.tokentally.domain.forecast.ForecastError;
import io.tokentally.domain.forecast.ForecastRange;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.TotalCost;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.frame.GroupingSelect;
import io.tokentally.ui.usage.frame.PartText;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.SeriesOfReport;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.ChartForm;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What it cost over time, stacked by a group, over what the days before cost; and what the month will come to. */
class CostOverTime extends Panel {

    private static final List<Dimension> GROUPS =
            List.of(Attribute.ENDPOINT, Attribute.MODEL, Attribute.USER, Attribute.PROVIDER, Attribute.KEY);
    private static final List<Dimension> OWN_GROUPS =
            GROUPS.stream().filter(group -> group != Attribute.USER).toList();

    private final SeriesChart chart = new SeriesChart();
    private final FigureTable table;
    private final GroupingSelect group;
    private final Paragraph month = new Paragraph();

    /** @param onGrouping takes what is to be told apart */
    CostOverTime(Consumer<List<Dimension>> onGrouping) {
        super(I18NProvider.translate("usage.over-time"), "tt-cost-over-time");
        group = new GroupingSelect(
                "usage.group", chosen -> onGrouping.accept(chosen == null ? List.of() : List.of(chosen)));
        addBesideHeading(group);
        month.addClassName("tt-month");
        table = new FigureTable(
                getTranslation("usage.over-time"),
                List.of(
                        getTranslation("usage.column.time-part"),
                        getTranslation("usage.column.requests"),
                        getTranslation("usage.column.failed"),
                        getTranslation("usage.column.tokens"),
                        getTranslation("usage.column.cost")));
        chart.addClassName("tt-chart-tall");
        add(month, chart, new Details(getTranslation("usage.as-table"), table));
    }

    void show(OverviewFigures figures) {
        ShownUsage usage = figures.usage();
        List<Dimension> by = figures.overTime().query().by();
        group.show(
                usage.showsOrganization() ? GROUPS : OWN_GROUPS,
                by.stream().findFirst().orElse(null));
        chart.show(new SeriesOfReport(usage, figures.overTime(), UsageMeasure.COST, ChartForm.STACKED)
                .data(
                        getTranslation(
                                "usage.over-time.description",
                                PeriodText.of(usage.period()),
                                TotalCost.inShort(figures.totals())),
                        SeriesData.Form.STACKED));
        table.show(rows(figures));
        month.setText(monthToDate(figures.month()));
    }

    private String monthToDate(MonthToDate shown) {
        String name = shown.month().getMonth().getDisplayName(TextStyle.FULL_STANDALONE, getLocale());
        String soFar = TotalCost.inShort(shown.soFar());
        ForecastRange range = shown.forecast().range();
        if (range == null) {
            return getTranslation("usage.month", name, soFar, shown.forecast().knownDays(), CostForecaster.LEAST_DAYS);
        }
        String told = getTranslation(
                "usage.month.forecast",
                name,
                soFar,
                CostFormat.formatCost(range.likely()),
                CostFormat.formatCost(range.least()),
                CostFormat.formatCost(range.most()));
        ForecastError error = shown.forecast().error();
        return error == null
                ? told
                : told + " " + getTranslation("usage.month.forecast.error", error.months(), error.percent());
    }

    /** All groups together, the latest first. */
    private static List<List<String>> rows(OverviewFigures figures) {
        Report report = figures.overTime();
        Map<Instant, UsageTotals> parts = new TreeMap<>();
        report.query().starts().stream()
                .filter(start -> !start.isAfter(figures.usage().now()))
                .forEach(start -> parts.put(start, UsageTotals.none(Money.USD)));
        report.rows().forEach(row -> parts.merge(row.start(), row.figures().totals(), UsageTotals::plus));
        return parts.entrySet().stream()
                .map(part -> List.of(
                        PartText.inFull(
                                part.getKey(),
                                report.query().grain(),
                                figures.usage().zone()),
                        formatCount(part.getValue().requests()),
                        formatCount(part.getValue().failures()),
                        formatCount(part.getValue().totalTokens()),
                        TotalCost.exactly(part.getValue())))
                .toList()
                .reversed();
    }
}
