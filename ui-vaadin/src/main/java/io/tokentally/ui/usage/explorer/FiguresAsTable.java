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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A report as rows: the time where it is cut, what it is told apart by, the figure, and what it comes from. */
final class FiguresAsTable {

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
        headings.add(I18NProvider.translate("usage.column.requests"));
        headings.add(I18NProvider.translate("usage.column.failed"));
        headings.add(I18NProvider.translate("usage.column.tokens"));
        headings.add(I18NProvider.translate("usage.column.cost"));
        return headings;
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
        Optional<PeriodChoice> days =
                isOverTime() ? days(row.start()) : Optional.of(usage.query().period());
        if (days.isEmpty() || row.isOther() || (by.isEmpty() && !isOverTime())) {
            return Optional.empty();
        }
        CallFilter filter = usage.query().filter();
        for (int place = 0; place < by.size(); place++) {
            filter = filter.with(by.get(place), row.values().get(place));
        }
        String address = UsageAddress.of(usage.query().withFilter(filter).withPeriod(days.get()))
                .getQueryString();
        return Optional.of(new FigureTable.RowLink(
                headings().lastIndexOf(I18NProvider.translate("usage.column.requests")),
                MainLayout.CALLS + "?" + address,
                I18NProvider.translate(
                        "explorer.calls.of", row.figures().totals().requests(), String.join(", ", namesInTime(row)))));
    }

    /** Of a part of the time; none where it is no whole days, which is all that an address can say. */
    private Optional<PeriodChoice> days(Instant start) {
        ZoneId zone = usage.zone();
        Instant end = report.query().grain().starts(usage.period()).stream()
                .filter(next -> next.isAfter(start))
                .findFirst()
                .orElse(usage.period().until());
        LocalDate first = LocalDate.ofInstant(start, zone);
        LocalDate last = LocalDate.ofInstant(end.minusNanos(1), zone);
        boolean isWhole = report.query().grain() != Grain.HOUR
                && start.equals(first.atStartOfDay(zone).toInstant());
        return isWhole ? Optional.of(new DayRange(first, last)) : Optional.empty();
    }

    private List<String> cells(Report.Row row) {
        List<String> cells = namesInTime(row);
        if (cells.isEmpty()) {
            cells.add(I18NProvider.translate("usage.group.none"));
        }
        UsageTotals totals = row.figures().totals();
        cells.add(MeasureFormat.exactly(usage.query().measure(), row.figures()));
        cells.add(formatCount(totals.requests()));
        cells.add(formatCount(totals.failures()));
        cells.add(formatCount(totals.totalTokens()));
        cells.add(TotalCost.exactly(totals));
        return cells;
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
