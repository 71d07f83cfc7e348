package io.tokentally.ui.usage.explorer;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.chart.SeriesChart;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.call.CallsView;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.PeriodText;
import io.tokentally.ui.usage.frame.SeriesOfReport;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.ChartForm;
import io.tokentally.ui.usage.query.UsageAddress;
import io.tokentally.ui.usage.query.UsageMeasure;
import io.tokentally.ui.usage.query.UsageQuery;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any figure by one or two dimensions, drawn over time or as a table, and taken along as it is shown. */
@Route(value = ExplorerView.PATH, layout = MainLayout.class)
@PageTitle("Explorer · Tokentally")
@Menu(title = "Explorer", order = 1.1, icon = "explorer")
@PermitAll
public final class ExplorerView extends UsagePage {

    public static final String PATH = "api-usage/explorer";

    /** A table has room for more than a chart has colours. */
    private static final int TOP_OF_TABLE = 200;

    private static final String CSV = "text/csv; charset=utf-8";

    private final ExplorerControls controls = new ExplorerControls(this::go);
    private final Panel panel = new Panel(getTranslation("explorer.figures"), "tt-explorer");
    private final Paragraph problem = new Paragraph();
    private final SeriesChart chart = new SeriesChart();
    private final Div tables = new Div();
    private final Anchor export = new Anchor();
    private final RouterLink calls = new RouterLink(getTranslation("usage.calls.all"), CallsView.class);
    private transient @Nullable Report shown;

    public ExplorerView(UsageServices services) {
        super(services, "explorer.title");
        chart.addClassName("tt-explorer-chart");
        problem.addClassName("tt-calls-none");
        problem.setVisible(false);
        export.setHref(DownloadHandler.fromInputStream(event -> csv()));
        export.setText(getTranslation("usage.export"));
        export.addClassNames("tt-button-link", "tt-export");
        calls.addClassNames("tt-button-link", "tt-export");
        Div beside = new Div(calls, export);
        beside.addClassName("tt-panel-buttons");
        panel.addBesideHeading(beside);
        panel.add(problem, chart, tables);
        content().add(controls, panel);
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        UsageQuery query = usage.query();
        controls.show(usage, declaredTags());
        panel.setHeading(getTranslation("usage.measure." + query.measure()));
        calls.setQueryParameters(UsageAddress.of(query));
        try {
            Report report = ask(usage);
            shown = report;
            draw(usage, report);
            tell(report.rows().isEmpty() ? getTranslation("explorer.nothing") : "");
        } catch (TooManyCallsException e) {
            shown = null;
            tell(getTranslation("explorer.too-many", e.most()));
        }
    }

    /** @param text empty where there are figures */
    private void tell(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
        chart.setVisible(text.isEmpty() && ExplorerControls.formOf(query()) != ChartForm.TABLE);
        tables.setVisible(text.isEmpty());
        export.setVisible(text.isEmpty());
    }

    private Report ask(ShownUsage usage) {
        UsageQuery query = usage.query();
        boolean isTable = query.form() == ChartForm.TABLE;
        UsageMeasure measure = query.measure();
        return isTable
                ? services()
                        .report(
                                usage,
                                query.report(
                                        usage.period(),
                                        Grain.TOTAL,
                                        query.grouping(),
                                        measure.measures(),
                                        TOP_OF_TABLE))
                : services()
                        .report(
                                usage,
                                query.comparedReport(
                                        usage.period(),
                                        query.grainOf(usage.period()),
                                        query.grouping(),
                                        measure.measures(),
                                        SeriesData.MOST_COLORS));
    }

    private void draw(ShownUsage usage, Report report) {
        ChartForm form = ExplorerControls.formOf(usage.query());
        FiguresAsTable figures = new FiguresAsTable(usage, report);
        FigureTable table = new FigureTable(
                getTranslation("usage.measure." + usage.query().measure()), figures.headings(), figures.names());
        table.show(figures.rows(), figures.links());
        tables.removeAll();
        if (form == ChartForm.TABLE) {
            tables.add(table);
            return;
        }
        tables.add(new Details(getTranslation("usage.as-table"), table));
        chart.show(new SeriesOfReport(usage, report, usage.query().measure(), form)
                .data(
                        getTranslation(
                                "explorer.description",
                                getTranslation("usage.measure." + usage.query().measure()),
                                PeriodText.of(usage.period())),
                        form == ChartForm.STACKED ? SeriesData.Form.STACKED : SeriesData.Form.LINES));
    }

    private DownloadResponse csv() {
        Report report = shown;
        byte[] bytes = (report == null ? "" : new FiguresAsCsv(report, query().measure()).text())
                .getBytes(StandardCharsets.UTF_8);
        return new DownloadResponse(
                new ByteArrayInputStream(bytes),
                "tokentally-%s.csv".formatted(getTranslation("explorer.file")),
                CSV,
                bytes.length);
    }
}
