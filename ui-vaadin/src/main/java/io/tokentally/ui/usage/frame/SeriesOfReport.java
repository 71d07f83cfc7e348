package io.tokentally.ui.usage.frame;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Report;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.chart.SeriesData.Axis;
import io.tokentally.ui.chart.SeriesData.Form;
import io.tokentally.ui.chart.SeriesData.Point;
import io.tokentally.ui.chart.SeriesData.Series;
import io.tokentally.ui.chart.SeriesData.Value;
import io.tokentally.ui.usage.query.ChartForm;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws a report that is cut over time: a series for each group, and one for what the others have. */
public final class SeriesOfReport {

    private final ShownUsage usage;
    private final Report report;
    private final UsageMeasure measure;
    private final boolean isCumulative;
    private final List<Instant> starts;

    /** @param form any but a table */
    public SeriesOfReport(ShownUsage usage, Report report, UsageMeasure measure, ChartForm form) {
        this.usage = usage;
        this.report = report;
        this.measure = measure;
        this.isCumulative = form == ChartForm.CUMULATIVE && measure.isSum();
        this.starts = report.query().starts();
    }

    /** @param description of what there is to see, for those who cannot */
    public SeriesData data(String description, Form form) {
        List<Series> series = new ArrayList<>();
        groups().forEach((name, figures) -> series.add(new Series(name, series.size() + 1, values(figures))));
        Map<Instant, Figures> others = figures(report, true, List.of());
        if (!others.isEmpty()) {
            series.add(new Series(I18NProvider.translate("usage.others"), SeriesData.COLOR_OF_OTHERS, values(others)));
        }
        return new SeriesData(description, form, axis(), points(), series, earlier(), isStillRunning());
    }

    /** By what each group is called, in the report's order. */
    private Map<String, Map<Instant, Figures>> groups() {
        Map<String, Map<Instant, Figures>> groups = new LinkedHashMap<>();
        report.groups().forEach(group -> groups.put(nameOf(group), figures(report, false, group)));
        return groups;
    }

    /** What a group is called: by the values of its dimensions. */
    public String nameOf(List<String> group) {
        List<Dimension> by = report.query().by();
        if (by.isEmpty()) {
            return I18NProvider.translate("usage.measure." + measure);
        }
        List<String> names = new ArrayList<>();
        for (int place = 0; place < by.size(); place++) {
            names.add(usage.nameOf(by.get(place), group.get(place)));
        }
        return String.join(" · ", names);
    }

    private static Map<Instant, Figures> figures(Report of, boolean others, List<String> group) {
        Map<Instant, Figures> figures = new HashMap<>();
        of.rows().stream()
                .filter(row ->
                        row.isOther() == others && (others || row.values().equals(group)))
                .forEach(row -> figures.merge(row.start(), row.figures(), Figures::plus));
        return figures;
    }

    private List<Value> values(Map<Instant, Figures> figures) {
        List<Value> values = new ArrayList<>();
        Figures sum = Figures.NONE;
        for (Instant start : starts) {
            Figures own = figures.getOrDefault(start, Figures.NONE);
            sum = sum.plus(own);
            values.add(start.isAfter(usage.now()) ? nothing() : value(isCumulative ? sum : own));
        }
        return values;
    }

    private static Value nothing() {
        return new Value(null, I18NProvider.translate("usage.nothing"));
    }

    private Value value(Figures figures) {
        BigDecimal value = measure.of(figures).orElse(null);
        return new Value(
                value == null ? null : value.stripTrailingZeros().toPlainString(),
                MeasureFormat.exactly(measure, figures));
    }

    /** All groups together, part by part; nothing where nothing is compared, or the figures of groups do not add up. */
    private @Nullable Series earlier() {
        Report compared = report.compared();
        if (compared == null || !measure.isSum()) {
            return null;
        }
        Map<Instant, Figures> byStart = compared.rows().stream()
                .collect(Collectors.toMap(Report.Row::start, Report.Row::figures, Figures::plus));
        List<Instant> before = compared.query().starts();
        List<Value> values = new ArrayList<>();
        Figures sum = Figures.NONE;
        for (int place = 0; place < starts.size() && place < before.size(); place++) {
            Figures own = byStart.getOrDefault(before.get(place), Figures.NONE);
            sum = sum.plus(own);
            values.add(value(isCumulative ? sum : own));
        }
        return new Series(
                I18NProvider.translate("usage.compared." + report.query().comparison()),
                SeriesData.COLOR_OF_OTHERS,
                values);
    }

    private List<Point> points() {
        Grain grain = report.query().grain();
        return starts.stream()
                .map(start -> new Point(
                        PartText.inShort(start, grain, usage.zone()),
                        isUnfinished(start)
                                ? I18NProvider.translate(
                                        "usage.unfinished", PartText.inFull(start, grain, usage.zone()))
                                : PartText.inFull(start, grain, usage.zone())))
                .toList();
    }

    private boolean isUnfinished(Instant start) {
        return isStillRunning() && start.equals(starts.getLast());
    }

    /** Whether the last part has begun and not ended. */
    private boolean isStillRunning() {
        return !starts.getLast().isAfter(usage.now())
                && usage.now().isBefore(usage.period().until());
    }

    private Axis axis() {
        return switch (measure.kind()) {
            case COST -> Axis.COST;
            case COUNT, TOKENS_PER_SECOND -> Axis.COUNT;
            case SHARE -> Axis.SHARE;
            case MILLISECONDS -> Axis.MILLISECONDS;
        };
    }
}
