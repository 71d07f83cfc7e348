package io.tokentally.ui.usage;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.ChartData;
import io.tokentally.ui.chart.ChartData.Axis;
import io.tokentally.ui.chart.ChartData.Bar;
import io.tokentally.ui.chart.UsageChart;
import io.tokentally.ui.shell.Panel;
import java.util.Map;
import java.util.function.BiFunction;

/** Requests and cost of each endpoint. */
class EndpointBreakdown extends Panel {

    private static final int COST_COLOR = 1;
    private static final int REQUESTS_COLOR = 2;

    private final UsageChart costs = new UsageChart();
    private final UsageChart requests = new UsageChart();
    private final TotalsTable table;

    EndpointBreakdown() {
        super(I18NProvider.translate("usage.endpoints"), "tt-endpoints");
        table = new TotalsTable(getTranslation("usage.endpoints"), getTranslation("usage.column.endpoint"));
        Div charts = new Div(titled("usage.endpoints.cost", costs), titled("usage.endpoints.requests", requests));
        charts.addClassName("tt-chart-pair");
        add(charts, new Details(getTranslation("usage.as-table"), table));
    }

    void show(UsageSummary summary) {
        Map<Endpoint, UsageTotals> byEndpoint = summary.byEndpoint();
        costs.show(chart(
                "usage.endpoints.cost",
                byEndpoint,
                COST_COLOR,
                Axis.COST,
                (endpoint, totals) -> new Bar(
                        VisibleText.of(endpoint.value()),
                        VisibleText.of(endpoint.value()),
                        totals.cost().amount().toPlainString(),
                        TotalCost.exactly(totals))));
        requests.show(chart(
                "usage.endpoints.requests",
                byEndpoint,
                REQUESTS_COLOR,
                Axis.COUNT,
                (endpoint, totals) -> new Bar(
                        VisibleText.of(endpoint.value()),
                        VisibleText.of(endpoint.value()),
                        Long.toString(totals.requests()),
                        formatCount(totals.requests()))));
        table.show(
                byEndpoint,
                endpoint -> VisibleText.of(endpoint.value()),
                summary.totals().cost());
    }

    private ChartData chart(
            String description,
            Map<Endpoint, UsageTotals> byEndpoint,
            int color,
            Axis axis,
            BiFunction<Endpoint, UsageTotals, Bar> bar) {
        return new ChartData(
                getTranslation(description),
                true,
                color,
                axis,
                byEndpoint.entrySet().stream()
                        .map(entry -> bar.apply(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private Div titled(String title, UsageChart chart) {
        Div titled = new Div(new H3(getTranslation(title)), chart);
        titled.addClassName("tt-chart-titled");
        return titled;
    }
}
