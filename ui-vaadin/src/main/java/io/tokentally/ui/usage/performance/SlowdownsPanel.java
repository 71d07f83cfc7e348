package io.tokentally.ui.usage.performance;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.performance.Slowdown;
import io.tokentally.domain.performance.SlowdownSearch;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.CallsLink;
import io.tokentally.ui.usage.frame.PartText;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.DayRange;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What became slower within the period, and since when. */
final class SlowdownsPanel extends Panel {

    private final Paragraph summary = new Paragraph();
    private final Paragraph note = new Paragraph();
    private final StackingTable table;

    /** A group that became slower. */
    private record Slower(List<String> values, Slowdown slowdown) {}

    SlowdownsPanel() {
        super(I18NProvider.translate("performance.slower"), "tt-performance-slower");
        table = new StackingTable(
                getTranslation("performance.slower"),
                Stream.of("group", "since", "from-to", "change", "calls")
                        .map(column -> getTranslation("performance.column." + column))
                        .toList());
        table.addClassName("tt-change-cells");
        note.addClassName("tt-bridge-note");
        add(summary, table, note);
    }

    /** @param report over time, by at most one dimension */
    void show(ShownUsage usage, SpeedFigure figure, Report report) {
        SlowdownSearch search = new SlowdownSearch(figure.speed(), figure.percentile());
        List<Slower> found = new ArrayList<>();
        int judged = 0;
        for (List<String> group : report.groups()) {
            SortedMap<Instant, Distribution> parts = parts(report, group, figure);
            judged += search.canJudge(parts) ? 1 : 0;
            search.find(parts).ifPresent(slowdown -> found.add(new Slower(group, slowdown)));
        }
        found.sort(Comparator.comparingLong(
                        (Slower slower) -> slower.slowdown().change().percent())
                .reversed());
        summary.setText(summary(found.size(), judged, report));
        table.show(found.stream()
                .map(slower -> cells(usage, figure, report, slower))
                .toList());
        table.setVisible(!found.isEmpty());
        note.setText(getTranslation(
                "performance.slower.note",
                getTranslation("explorer.grain." + report.query().grain() + ".parts"),
                figure.percentile().leastCalls(),
                2 * SlowdownSearch.LEAST_PARTS,
                SlowdownSearch.LEAST_PERCENT));
    }

    private String summary(int found, int judged, Report report) {
        int groups = report.groups().size();
        if (judged == 0) {
            return getTranslation("performance.slower.too-few");
        }
        return found == 0
                ? getTranslation("performance.slower.none", formatCount(judged), formatCount(groups))
                : getTranslation("performance.slower.some", found, formatCount(judged), formatCount(groups));
    }

    private static SortedMap<Instant, Distribution> parts(Report report, List<String> group, SpeedFigure figure) {
        TreeMap<Instant, Distribution> parts = new TreeMap<>();
        report.rows().stream()
                .filter(row -> !row.isOther() && row.values().equals(group))
                .forEach(row -> parts.merge(
                        row.start(), row.figures().distribution(figure.speed().measure()), Distribution::plus));
        return parts;
    }

    private List<Component> cells(ShownUsage usage, SpeedFigure figure, Report report, Slower slower) {
        Slowdown slowdown = slower.slowdown();
        return List.of(
                new Span(nameOf(usage, report, slower.values())),
                new Span(PartText.inFull(slowdown.since(), report.query().grain(), usage.zone())),
                new Span(getTranslation(
                        "change.from-to",
                        SpeedText.value(figure, slowdown.change().before()),
                        SpeedText.value(figure, slowdown.change().now()))),
                SpeedText.change(figure.speed(), slowdown.change()),
                CallsLink.to(
                        callsSince(usage, report, slower),
                        getTranslation("performance.calls-since", formatCount(slowdown.callsSince()))));
    }

    private String nameOf(ShownUsage usage, Report report, List<String> values) {
        return report.query().by().stream()
                .findFirst()
                .map(dimension -> usage.nameOf(dimension, values.getFirst()))
                .orElseGet(() -> getTranslation("usage.group.none"));
    }

    /** Of the days since, the slowest first. */
    private static UsageQuery callsSince(ShownUsage usage, Report report, Slower slower) {
        UsageQuery query = usage.query();
        for (Dimension dimension : report.query().by()) {
            query = query.withFilter(
                    query.filter().with(dimension, slower.values().getFirst()));
        }
        return query.withPeriod(new DayRange(
                        LocalDate.ofInstant(slower.slowdown().since(), usage.zone()),
                        usage.period().lastDay()))
                .withRanking(CallRanking.SLOWEST);
    }
}
