package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which sums of usage are asked for.
 *
 * @param starts when the parts begin that the range is cut in; the first is the range's own
 * @param by at most two dimensions
 * @param filters only what has these values
 * @param tags only calls with these tags, declared or not, or with none where the value is empty: single calls know them, and no sum does
 * @param measures what is asked for beside the sums that every roll-up has
 */
public record SumsQuestion(
        Viewer viewer,
        UsageScope scope,
        TimeRange range,
        List<Instant> starts,
        List<Dimension> by,
        Map<Dimension, String> filters,
        Map<String, String> tags,
        Set<Measure> measures) {

    /** Of the whole range. */
    public static SumsQuestion of(Viewer viewer, UsageScope scope, TimeRange range) {
        return new SumsQuestion(viewer, scope, range, List.of(range.from()), List.of(), Map.of(), Map.of(), Set.of());
    }

    public SumsQuestion by(Dimension... dimensions) {
        return new SumsQuestion(viewer, scope, range, starts, List.of(dimensions), filters, tags, measures);
    }

    public SumsQuestion cutAt(List<Instant> otherStarts) {
        return new SumsQuestion(viewer, scope, range, otherStarts, by, filters, tags, measures);
    }

    /** Of single calls that the filter is about. */
    public SumsQuestion only(CallFilter filter) {
        return new SumsQuestion(viewer, scope, range, starts, by, filter.attributes(), filter.tags(), measures);
    }

    public SumsQuestion within(TimeRange otherRange) {
        return new SumsQuestion(viewer, scope, otherRange, List.of(otherRange.from()), by, filters, tags, measures);
    }

    /** Whether it asks for some of the organization's calls alone, by what they are or by who made them. */
    public boolean isNarrow() {
        return scope == UsageScope.OWN || viewer.role() == Role.MEMBER || !filters.isEmpty() || !tags.isEmpty();
    }

    /**
     * What the columns of series have to meet, with an AND before it. Series that tell nothing of a wanted tag may have calls with it.
     *
     * <p>The conditions are kept from the database's planner, which holds each for rare and independent of the others: it would expect one
     * series, and go through all of them, or of the callers, for each row of a roll-up.
     */
    public String seriesConditions() {
        String conditions = conditions(false)
                + wantedTags()
                        .map(tag -> " AND coalesce(%s, :%s) IN (:%s, '%s')"
                                .formatted(
                                        DimensionColumn.value(tag),
                                        DimensionColumn.parameter(tag),
                                        DimensionColumn.parameter(tag),
                                        Tag.OTHER))
                        .collect(Collectors.joining());
        return conditions.isEmpty() ? "" : " AND coalesce(true%s, false)".formatted(conditions);
    }

    /** What the columns of callers have to meet, in the same way; {@code :viewer} is whose own calls are asked for. */
    public String callerConditions() {
        return conditions(true) + (scope == UsageScope.OWN ? " AND user_id = :viewer" : "");
    }

    /** What calls themselves have to meet, in the same way. */
    public String callConditions() {
        return wantedTags()
                .map(tag -> " AND " + DimensionColumn.of(tag).filter())
                .collect(Collectors.joining());
    }

    /** The values of all parameters of conditions and of dimensions, by their names. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        filters.forEach((dimension, value) -> parameters.put(DimensionColumn.parameter(dimension), value));
        tags.forEach((name, value) -> parameters.put(DimensionColumn.parameter(new Tag(name)), value));
        Stream.concat(
                        wantedTags(),
                        Stream.concat(filters.keySet().stream(), by.stream())
                                .flatMap(dimension -> dimension instanceof Tag tag ? Stream.of(tag) : Stream.empty()))
                .forEach(tag -> parameters.put(DimensionColumn.nameParameter(tag), tag.name()));
        return parameters;
    }

    private Stream<Tag> wantedTags() {
        return tags.keySet().stream().map(Tag::new);
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
        return (!ofCaller && !tags.isEmpty())
                || filters.keySet().stream()
                        .anyMatch(dimension -> DimensionColumn.of(dimension).ofCaller() == ofCaller);
    }

    private boolean names(boolean ofCaller) {
        return isBy(ofCaller) || filters(ofCaller);
    }
}
