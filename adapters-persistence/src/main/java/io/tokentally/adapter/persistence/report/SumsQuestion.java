package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.summary.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which sums of usage are asked for.
 *
 * @param starts when the parts begin that the range is cut in; the first is the range's own
 * @param by at most two dimensions
 * @param filters only what has these values
 * @param measures what is asked for beside the sums that every roll-up has
 */
public record SumsQuestion(
        Viewer viewer,
        UsageScope scope,
        TimeRange range,
        List<Instant> starts,
        List<Dimension> by,
        Map<Dimension, String> filters,
        Set<Measure> measures) {

    /** Of the whole range. */
    public static SumsQuestion of(Viewer viewer, UsageScope scope, TimeRange range) {
        return new SumsQuestion(viewer, scope, range, List.of(range.from()), List.of(), Map.of(), Set.of());
    }

    public SumsQuestion by(Dimension dimension) {
        return new SumsQuestion(viewer, scope, range, starts, List.of(dimension), filters, measures);
    }

    public SumsQuestion cutAt(List<Instant> otherStarts) {
        return new SumsQuestion(viewer, scope, range, otherStarts, by, filters, measures);
    }

    public SumsQuestion only(Map<Dimension, String> otherFilters) {
        return new SumsQuestion(viewer, scope, range, starts, by, otherFilters, measures);
    }

    public SumsQuestion within(TimeRange otherRange) {
        return new SumsQuestion(viewer, scope, otherRange, List.of(otherRange.from()), by, filters, measures);
    }

    /** Whether it asks for some of the organization's calls alone, by what they are or by who made them. */
    public boolean isNarrow() {
        return scope == UsageScope.OWN || viewer.role() == Role.MEMBER || !filters.isEmpty();
    }

    /** What the columns of series have to meet, each condition with an AND before it; its parameters are the filters'. */
    public String seriesConditions() {
        return conditions(false);
    }

    /** What the columns of callers have to meet, in the same way; {@code :viewer} is whose own calls are asked for. */
    public String callerConditions() {
        return conditions(true) + (scope == UsageScope.OWN ? " AND user_id = :viewer" : "");
    }

    /** The filters' values, by the names of their parameters. */
    public Map<String, String> filterParameters() {
        return filters.entrySet().stream()
                .collect(Collectors.toMap(filter -> DimensionColumn.parameter(filter.getKey()), Map.Entry::getValue));
    }

    private String conditions(boolean ofCaller) {
        return filters.keySet().stream()
                .map(DimensionColumn::of)
                .filter(column -> column.ofCaller() == ofCaller)
                .map(column -> " AND " + column.filter())
                .collect(Collectors.joining());
    }

    /** Whether callers have to be told apart; the sums of all callers are for those alone who see the organization's. */
    boolean needsCallers() {
        return scope == UsageScope.OWN || viewer.role() == Role.MEMBER || names(true);
    }

    /** Whether more of a call's kind has to be told apart than what each sum of a caller's tells. */
    boolean needsSeries() {
        return names(false) || measures.contains(Measure.FAILED_COST);
    }

    /** What it needs beside sums. */
    List<Detail> details() {
        List<Detail> details = new ArrayList<>();
        if (measures.stream().anyMatch(Measure::isDistribution)) {
            details.add(Detail.DISTRIBUTIONS);
        }
        if (measures.stream().anyMatch(Measure::isOfUnits)) {
            details.add(Detail.QUANTITIES);
        }
        return details;
    }

    boolean isBy(boolean ofCaller) {
        return by.stream().anyMatch(dimension -> DimensionColumn.of(dimension).ofCaller() == ofCaller);
    }

    boolean filters(boolean ofCaller) {
        return filters.keySet().stream()
                .anyMatch(dimension -> DimensionColumn.of(dimension).ofCaller() == ofCaller);
    }

    private boolean names(boolean ofCaller) {
        return isBy(ofCaller) || filters(ofCaller);
    }
}
