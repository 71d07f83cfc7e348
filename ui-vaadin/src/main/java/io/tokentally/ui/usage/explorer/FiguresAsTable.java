package io.tokentally.ui.usage.explorer;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.chart.FigureTable;
import io.tokentally.ui.format.TotalCost;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.usage.frame.MeasureFormat;
import io.tokentally.ui.usage.frame.PartText;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.DayRange;
import io.tokentally.ui.usage.query.PeriodChoice;
import io.tokentally.ui.usage.query.UsageAddress;
import io.tokentally.ui.usage.query.UsageMeasure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report as rows: the time where it is cut, what it is told apart by, the figure, and what it comes from. */
final class FiguresAsTable {

    /** What stands beside the figure in any case. */
    private static final List<UsageMeasure> BESIDE =
            List.of(UsageMeasure.REQUESTS, UsageMeasure.FAILURES, UsageMeasure.TOTAL_TOKENS, UsageMeasure.COST);

    private final ShownUsage usage;
    private final Report report;

    FiguresAsTable(ShownUsage usage, Report report) {
        this.usage = usage;
        this.report = report;
    }

    List<String> headings() {
        List<String> headings = new ArrayList<>();
        if (isOverTime()) {
            headings.add(I18NProvider.translate("usage.column.time-part"));
        }
        report.query().by().forEach(dimension -> headings.add(ShownUsage.labelOf(dimension)));
        if (headings.isEmpty()) {
            headings.add("");
        }
        headings.add(I18NProvider.translate("usage.measure." + usage.query().measure()));
        beside().forEach(measure -> headings.add(I18NProvider.translate(heading(measure))));
        return headings;
    }

    /** How many columns name a row. */
    int names() {
        return Math.max(1, (isOverTime() ? 1 : 0) + report.query().by().size());
    }

    private List<UsageMeasure> beside() {
        return BESIDE.stream()
                .filter(measure -> measure != usage.query().measure())
                .toList();
    }

    /** As people read them, in the report's order. */
    List<List<String>> rows() {
        return report.rows().stream().map(this::cells).toList();
    }

    /** Where each row's requests lead to: the calls that they are. */
    List<Optional<FigureTable.RowLink>> links() {
        return report.rows().stream().map(this::link).toList();
    }

    private Optional<FigureTable.RowLink> link(Report.Row row) {
        List<Dimension> by = report.query().by();
        if (row.isOther() || (by.isEmpty() && !isOverTime())) {
            return Optional.empty();
        }
        PeriodChoice time = isOverTime() ? part(row.start()) : usage.query().period();
        CallFilter filter = usage.query().filter();
        for (int place = 0; place < by.size(); place++) {
            filter = filter.with(by.get(place), row.values().get(place));
        }
        String address = UsageAddress.of(usage.query().withFilter(filter).withPeriod(time))
                .getQueryString();
        return Optional.of(new FigureTable.RowLink(
                names() + 1 + beside().indexOf(UsageMeasure.REQUESTS),
                MainLayout.CALLS + "?" + address,
                I18NProvider.translate(
                        "explorer.calls.of", row.figures().totals().requests(), String.join(", ", namesInTime(row)))));
    }

    private PeriodChoice part(Instant start) {
        Instant end = report.query().grain().starts(usage.period()).stream()
                .filter(next -> next.isAfter(start))
                .findFirst()
                .orElse(usage.period().until());
        return DayRange.between(start, end, usage.zone());
    }

    private List<String> cells(Report.Row row) {
        List<String> cells = namesInTime(row);
        if (cells.isEmpty()) {
            cells.add(I18NProvider.translate("usage.group.none"));
        }
        UsageTotals totals = row.figures().totals();
        cells.add(MeasureFormat.exactly(usage.query().measure(), row.figures()));
        beside().forEach(measure -> cells.add(text(measure, totals)));
        return cells;
    }

    private static String heading(UsageMeasure measure) {
        return switch (measure) {
            case REQUESTS -> "usage.column.requests";
            case FAILURES -> "usage.column.failed";
            case TOTAL_TOKENS -> "usage.column.tokens";
            case COST -> "usage.column.cost";
            default -> throw new IllegalArgumentException("%s stands beside no figure".formatted(measure));
        };
    }

    private static String text(UsageMeasure measure, UsageTotals totals) {
        return switch (measure) {
            case REQUESTS -> formatCount(totals.requests());
            case FAILURES -> formatCount(totals.failures());
            case TOTAL_TOKENS -> formatCount(totals.totalTokens());
            case COST -> TotalCost.exactly(totals);
            default -> throw new IllegalArgumentException("%s stands beside no figure".formatted(measure));
        };
    }

    private List<String> namesInTime(Report.Row row) {
        List<String> names = new ArrayList<>();
        if (isOverTime()) {
            names.add(PartText.inFull(row.start(), report.query().grain(), usage.zone()));
        }
        names.addAll(names(row));
        return names;
    }

    private List<String> names(Report.Row row) {
        List<Dimension> by = report.query().by();
        List<String> names = new ArrayList<>();
        for (int place = 0; place < by.size(); place++) {
            names.add(
                    row.isOther()
                            ? I18NProvider.translate("usage.others")
                            : usage.nameOf(by.get(place), row.values().get(place)));
        }
        return names;
    }

    private boolean isOverTime() {
        return report.query().grain() != Grain.TOTAL;
    }
}
