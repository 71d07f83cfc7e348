package io.tokentally.domain.report;

import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A question about usage.
 *
 * @param by what it is told apart by, at most {@value #MAX_DIMENSIONS}; nothing for all together
 * @param filters only what has these values; of a model, its snapshots, too
 * @param measures what is told of each group, each once; groups are ordered by the first, the greatest first
 * @param top how many groups are told; what the others have is one more, called other
 * @param comparison the earlier days that the same is told of, for the same groups
 * @param until where the period is cut short, on a quarter-hour; nothing where it is whole
 */
public record ReportQuery(
        UsageScope scope,
        Period period,
        Grain grain,
        List<Dimension> by,
        Map<Dimension, String> filters,
        List<Measure> measures,
        int top,
        @Nullable Comparison comparison,
        @Nullable Instant until) {

    public static final int MAX_DIMENSIONS = 2;
    public static final int MAX_TOP = 1_000;

    /** Ten years of days, or five months of hours. */
    public static final int MAX_PARTS = 3_700;

    public ReportQuery {
        by = List.copyOf(by);
        filters = Map.copyOf(filters);
        measures = List.copyOf(measures);
        if (measures.isEmpty() || new HashSet<>(measures).size() != measures.size()) {
            throw new IllegalArgumentException(
                    "A report has at least one measure, and each once, not %s".formatted(measures));
        }
        if (!measures.getFirst().isOrder()) {
            throw new IllegalArgumentException(
                    "Groups are ordered by the first measure, and %s have no order: name another one first"
                            .formatted(measures.getFirst().name().toLowerCase(Locale.ROOT)));
        }
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
        if (comparison != null) {
            comparison.before(period);
        }
    }

    /** A whole period, compared with nothing. */
    public ReportQuery(
            UsageScope scope,
            Period period,
            Grain grain,
            List<Dimension> by,
            Map<Dimension, String> filters,
            List<Measure> measures,
            int top) {
        this(scope, period, grain, by, filters, measures, top, null, null);
    }

    /** The measure that the groups are ordered by. */
    public Measure orderedBy() {
        return measures.getFirst();
    }

    /** The tags that it names. */
    public List<Tag> tags() {
        return Stream.concat(by.stream(), filters.keySet().stream())
                .flatMap(dimension -> dimension instanceof Tag tag ? Stream.of(tag) : Stream.empty())
                .toList();
    }

    public boolean asksForDistributions() {
        return measures.stream().anyMatch(Measure::isDistribution);
    }

    public boolean asksForUnits() {
        return measures.stream().anyMatch(Measure::isOfUnits);
    }

    public TimeRange range() {
        return until == null ? period.range() : new TimeRange(period.from(), until);
    }

    /**
     * The same of the days that it is compared with. Where the period is still running, they end at the same time of day, so that a
     * morning is compared with a morning.
     */
    public ReportQuery before(Comparison with, Instant now) {
        Period earlier = with.before(period);
        Instant cut = null;
        if (now.isAfter(period.from()) && now.isBefore(period.until())) {
            Instant sameTime = TimeRange.endOfBucket(
                    with.earlier(now.atZone(period.zone()), period).toInstant());
            cut = sameTime.isBefore(earlier.until()) ? sameTime : null;
        }
        return new ReportQuery(scope, earlier, grain, by, filters, measures, top, null, cut);
    }

    /** Another question about the same time. */
    public ReportQuery asking(
            List<Dimension> otherBy, Map<Dimension, String> otherFilters, List<Measure> otherMeasures) {
        return new ReportQuery(scope, period, grain, otherBy, otherFilters, otherMeasures, top, comparison, until);
    }

    /** When its parts begin. */
    public List<Instant> starts() {
        return grain.starts(period);
    }
}
