package io.tokentally.domain.change;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import java.util.List;
import java.util.Map;

/**
 * A question what made the cost another.
 *
 * @param period whose cost is explained
 * @param filters only what has these values; of a model, its snapshots, too
 * @param comparison the earlier days that it is explained against; where the period is still running, they end at the same time of day
 */
public record ChangeQuery(UsageScope scope, Period period, Map<Dimension, String> filters, Comparison comparison) {

    /** @throws IllegalArgumentException if there are no such days */
    public ChangeQuery {
        filters = Map.copyOf(filters);
        comparison.before(period);
    }

    /** What has to be asked of the period. */
    public ReportQuery report(List<Dimension> by, List<Measure> measures) {
        return new ReportQuery(scope, period, Grain.TOTAL, by, filters, measures, ReportQuery.MAX_TOP);
    }
}
