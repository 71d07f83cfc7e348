package io.tokentally.ui.usage.performance;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.performance.SpeedRow.Column;
import io.tokentally.ui.usage.query.TableOrder;
import io.tokentally.ui.usage.query.UsageMeasure;
import io.tokentally.ui.usage.query.UsageQuery;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast calls were answered, over time and by group, what became slower since when, and which calls took the longest. */
@Route(value = PerformanceView.PATH, layout = MainLayout.class)
@PageTitle("Performance · Tokentally")
@Menu(title = "Performance", order = 1.3, icon = "performance")
@PermitAll
public final class PerformanceView extends UsagePage {

    public static final String PATH = "api-usage/performance";

    private static final int MOST_GROUPS = 100;

    /** Each has a distribution for each part of the time. */
    private static final int MOST_JUDGED = 20;

    private static final int DAYS_BY_HOUR = 2;
    private static final int DAYS_BY_DAY = 400;
    private static final int LONGEST_TOLD = 40;

    private final SpeedControls controls = new SpeedControls(this::look, this::tellApart);
    private final Paragraph problem = new Paragraph();
    private final SpeedOverTime overTime = new SpeedOverTime();
    private final SlowdownsPanel slowdowns = new SlowdownsPanel();
    private final SpeedTable groups = new SpeedTable(this::sort, this::go);
    private final SlowestCalls slowest = new SlowestCalls();
    private final Div figures = new Div(overTime, slowdowns, groups);
    private transient TableOrder<Column> order = SpeedTable.DEFAULT;

    public PerformanceView(UsageServices services) {
        super(services, "performance.title");
        problem.addClassName("tt-calls-none");
        figures.addClassName("tt-breakdowns");
        Div parts = new Div(controls, problem, figures, slowest);
        parts.addClassName("tt-breakdowns");
        content().add(parts);
    }

    @Override
    protected void readOwn(QueryParameters told) {
        order = told.getSingleParameter(TableOrder.PARAMETER)
                .filter(word -> !word.isBlank())
                .map(this::order)
                .orElse(SpeedTable.DEFAULT);
        told.getSingleParameter("measure")
                .flatMap(UsageMeasure::ofWord)
                .filter(measure -> SpeedFigure.of(measure).isEmpty())
                .ifPresent(measure -> Notification.show(
                        getTranslation("performance.notice.measure", getTranslation("usage.measure." + measure))));
    }

    private TableOrder<Column> order(String word) {
        return TableOrder.of(Column.class, word).orElseGet(() -> {
            String shortened = word.substring(0, Math.min(word.length(), LONGEST_TOLD));
            Notification.show(getTranslation("performance.notice.order", VisibleText.of(shortened)));
            return SpeedTable.DEFAULT;
        });
    }

    @Override
    protected QueryParameters addressOf(UsageQuery wanted) {
        QueryParameters address = super.addressOf(
                SpeedFigure.of(wanted.measure()).isPresent() ? wanted : wanted.withMeasure(UsageMeasure.COST));
        return order.equals(SpeedTable.DEFAULT) ? address : address.merging(TableOrder.PARAMETER, order.word());
    }

    private void look(SpeedFigure figure) {
        go(query().withMeasure(figure.measure()));
    }

    private void tellApart(@Nullable Dimension dimension) {
        go(query().withGrouping(dimension == null ? List.of() : List.of(dimension)));
    }

    private void sort(Column column) {
        order = SpeedTable.sorted(order, column);
        go(query());
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        SpeedFigure figure = SpeedFigure.of(usage.query().measure()).orElse(SpeedFigure.DEFAULT);
        List<Dimension> by = usage.query().grouping().stream().limit(1).toList();
        controls.show(usage, figure, by.stream().findFirst().orElse(null), declaredTags());
        slowest.setVisible(!found.isEmpty());
        if (found.isEmpty()) {
            tell(getTranslation("explorer.nothing"));
            return;
        }
        try {
            draw(usage, figure, by);
            tell("");
        } catch (TooManyCallsException e) {
            tell(getTranslation("performance.too-many", formatCount(e.most())));
        }
        slowest.show(usage, services());
    }

    /** @param text empty where there are figures */
    private void tell(String text) {
        problem.setText(text);
        problem.setVisible(!text.isEmpty());
        figures.setVisible(text.isEmpty());
    }

    private void draw(ShownUsage usage, SpeedFigure figure, List<Dimension> by) {
        UsageQuery query = usage.query();
        Period period = usage.period();
        // The busiest groups: by a percentile those with one slow call would come first.
        List<Measure> measures = List.of(Measure.REQUESTS, figure.speed().measure());
        Report told = services()
                .report(usage, query.report(period, query.grainOf(period), by, measures, SeriesData.MOST_COLORS));
        Report judged = services().report(usage, query.report(period, judgedBy(period), by, measures, MOST_JUDGED));
        Report grouped = services().report(usage, query.comparedReport(period, Grain.TOTAL, by, measures, MOST_GROUPS));
        overTime.show(usage, figure, told);
        slowdowns.show(usage, figure, judged);
        groups.show(usage, figure, grouped, order);
    }

    /** Whatever the chart is cut by: since which hour or day, or of years since which week. */
    private static Grain judgedBy(Period period) {
        if (period.days() <= DAYS_BY_HOUR) {
            return Grain.HOUR;
        }
        return period.days() <= DAYS_BY_DAY ? Grain.DAY : Grain.WEEK;
    }
}
