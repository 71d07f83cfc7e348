package io.tokentally.ui.usage.errors;

import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.chart.SeriesData;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.UsageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks what failed. A rate is one of all requests: where failures of some kind alone are wanted, those are asked for beside all requests,
 * and without groups, of which the two might have others.
 */
final class FailureReader {

    /** What says that a call failed, or how. */
    static final List<Dimension> OF_FAILURES = List.of(Attribute.STATUS, Attribute.FAILURE_KIND, Attribute.HTTP_STATUS);

    private static final int TOP = 50;
    private static final List<Measure> MEASURES = List.of(Measure.FAILURES, Measure.REQUESTS, Measure.FAILED_COST);

    private final UsageServices services;
    private final TellFailuresUseCase failures;

    FailureReader(UsageServices services, TellFailuresUseCase failures) {
        this.services = services;
        this.failures = failures;
    }

    /** @param grouping of the rate over time */
    FailureFigures read(ShownUsage usage, List<Dimension> grouping) {
        UsageQuery query = usage.query();
        boolean isFiltered = OF_FAILURES.stream().anyMatch(query.filter().values()::containsKey);
        List<Dimension> by = isFiltered ? List.of() : grouping;
        Report all = total(usage, withoutFailures(query));
        Report some = isFiltered ? total(usage, query) : all;
        Report earlier = all.compared();
        Report earlierSome = some.compared();
        Report rate = overTime(usage, withoutFailures(query), by);
        return new FailureFigures(
                usage,
                failures.failures(
                        usage.viewer(),
                        new FailureQuery(
                                query.scope(),
                                usage.period(),
                                query.filter().values(),
                                TOP,
                                query.comparisonOf(usage.period()))),
                failed(all.total(), some.total()),
                earlier == null || earlierSome == null ? null : failed(earlier.total(), earlierSome.total()),
                isFiltered ? failed(rate, overTime(usage, query, by)) : rate,
                isFiltered);
    }

    private Report total(ShownUsage usage, UsageQuery query) {
        return services.report(usage, query.comparedReport(usage.period(), Grain.TOTAL, List.of(), MEASURES, 1));
    }

    private Report overTime(ShownUsage usage, UsageQuery query, List<Dimension> by) {
        return services.report(
                usage,
                query.report(usage.period(), query.grainOf(usage.period()), by, MEASURES, SeriesData.MOST_COLORS));
    }

    static List<Dimension> groups(UsageQuery query) {
        return query.grouping().stream().limit(1).toList();
    }

    private static UsageQuery withoutFailures(UsageQuery query) {
        CallFilter filter = query.filter();
        for (Dimension dimension : OF_FAILURES) {
            filter = filter.with(dimension, null);
        }
        return query.withFilter(filter);
    }

    /** All requests, and of the failures some. */
    private static Figures failed(Figures all, @Nullable Figures some) {
        Figures failed = some == null ? Figures.NONE : some;
        UsageTotals totals = all.totals();
        return new Figures(
                new UsageTotals(
                        totals.requests(),
                        failed.totals().failures(),
                        totals.unpriced(),
                        totals.estimated(),
                        totals.inputTokens(),
                        totals.outputTokens(),
                        totals.cost()),
                failed.failedCost(),
                Map.of(),
                Map.of());
    }

    private static Report failed(Report all, Report some) {
        Map<Instant, Figures> byStart = new HashMap<>();
        some.rows().forEach(row -> byStart.merge(row.start(), row.figures(), Figures::plus));
        List<Report.Row> rows = new ArrayList<>();
        all.rows()
                .forEach(row -> rows.add(new Report.Row(
                        row.start(), row.values(), row.isOther(), failed(row.figures(), byStart.get(row.start())))));
        return Report.of(all.query(), rows);
    }
}
