package io.tokentally.ui.usage.frame;

import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import java.util.List;

/** Tells which values calls have, with what these come to under the filters that there are. */
final class FilterValues {

    /**
     * The values with the most requests, these first.
     *
     * @param isComplete whether there are no others
     */
    record Listed(List<FilterValue> values, boolean isComplete) {}

    private final UsageServices services;

    FilterValues(UsageServices services) {
        this.services = services;
    }

    Listed of(ShownUsage usage, Dimension dimension) {
        Report report = services.report(
                usage,
                usage.query()
                        .report(
                                usage.period(),
                                Grain.TOTAL,
                                List.of(dimension),
                                List.of(Measure.REQUESTS, Measure.COST),
                                ReportQuery.MAX_TOP));
        List<FilterValue> values = report.rows().stream()
                .filter(row -> !row.isOther())
                .map(row -> new FilterValue(
                        row.values().getFirst(),
                        usage.nameOf(dimension, row.values().getFirst()),
                        row.figures().totals()))
                .toList();
        return new Listed(values, report.rows().stream().noneMatch(Report.Row::isOther));
    }
}
