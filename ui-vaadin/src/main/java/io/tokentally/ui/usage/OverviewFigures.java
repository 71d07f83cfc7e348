package io.tokentally.ui.usage;

import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.Change;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All figures of the overview at a time.
 *
 * @param overTime by the chosen group and cut over time, with the earlier days
 * @param breakdowns without the time, each by one dimension, in their order
 * @param other of the organization what is one's own, of one's own what the organization has; nothing for members
 */
record OverviewFigures(
        ShownUsage usage,
        MatchingCalls found,
        Report overTime,
        Map<Dimension, Report> breakdowns,
        @Nullable Figures other,
        MonthToDate month) {

    UsageTotals totals() {
        return overTime.total().totals();
    }

    /** Nothing where it is compared with nothing. */
    @Nullable
    Change change(Function<UsageTotals, BigDecimal> figure) {
        Report earlier = overTime.compared();
        return earlier == null ? null : new Change(figure.apply(earlier.total().totals()), figure.apply(totals()));
    }

    @Nullable
    Comparison comparison() {
        return overTime.query().comparison();
    }

    /** One figure in each part of the time that has begun. */
    List<BigDecimal> way(Function<UsageTotals, BigDecimal> figure) {
        Map<Instant, BigDecimal> sums = new HashMap<>();
        overTime.rows()
                .forEach(row ->
                        sums.merge(row.start(), figure.apply(row.figures().totals()), BigDecimal::add));
        return overTime.query().starts().stream()
                .filter(start -> !start.isAfter(usage.now()))
                .map(start -> sums.getOrDefault(start, BigDecimal.ZERO))
                .toList();
    }
}
