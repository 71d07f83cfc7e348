package io.tokentally.domain.report;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A question about usage.
 *
 * @param by what it is told apart by, at most {@value #MAX_DIMENSIONS}; nothing for all together
 * @param filters only what has these values; of a model, its snapshots, too
 * @param orderedBy the measure that the groups are ordered by, the greatest first
 * @param top how many groups are told; what the others have is one more, called other
 */
public record ReportQuery(
        UsageScope scope,
        Period period,
        Grain grain,
        List<Dimension> by,
        Map<Dimension, String> filters,
        Measure orderedBy,
        int top) {

    public static final int MAX_DIMENSIONS = 2;
    public static final int MAX_TOP = 1_000;

    /** Ten years of days, or five months of hours. */
    public static final int MAX_PARTS = 3_700;

    public ReportQuery {
        by = List.copyOf(by);
        filters = Map.copyOf(filters);
        if (by.size() > MAX_DIMENSIONS || new HashSet<>(by).size() != by.size()) {
            throw new IllegalArgumentException(
                    "A report has at most %d dimensions, each once, not %s".formatted(MAX_DIMENSIONS, by));
        }
        if (top < 1 || top > MAX_TOP) {
            throw new IllegalArgumentException("A report tells 1 to %d groups, not %d".formatted(MAX_TOP, top));
        }
        int parts = grain.starts(period).size();
        if (parts > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "A report has at most %d parts over time, not %d: ask for fewer days or a coarser grain"
                            .formatted(MAX_PARTS, parts));
        }
    }

    /** When its parts begin. */
    public List<Instant> starts() {
        return grain.starts(period);
    }
}
