package io.tokentally.domain.failure;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question about failed calls.
 *
 * @param filters only what has these values; of a model, its snapshots, too
 * @param top how many groups are told
 * @param comparison the earlier days of which it is told how often the same failed
 */
public record FailureQuery(
        UsageScope scope,
        Period period,
        Map<Dimension, String> filters,
        int top,
        @Nullable Comparison comparison) {

    /** Each of them is looked for in the calls, to tell when it was seen. */
    public static final int MAX_TOP = 100;

    /** @throws IllegalArgumentException if there are no such days, or too many groups are wanted */
    public FailureQuery {
        filters = Map.copyOf(filters);
        if (top < 1 || top > MAX_TOP) {
            throw new IllegalArgumentException("Failures are told of 1 to %d groups, not %d".formatted(MAX_TOP, top));
        }
        if (comparison != null) {
            comparison.before(period);
        }
    }

    /** Whose calls of when it is about. */
    public ReportQuery calls() {
        return new ReportQuery(scope, period, Grain.TOTAL, List.of(), filters, List.of(Measure.REQUESTS), top);
    }
}
