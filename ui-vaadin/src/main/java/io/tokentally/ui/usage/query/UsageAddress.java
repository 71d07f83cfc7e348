package io.tokentally.ui.usage.query;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.text.Excerpt;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a usage page shows, as its address says it:
 * {@code ?scope=organization&period=last_30_days&compare=year_before&model=gpt-4.1&tag=team=search&by=user}. Whose usage and which days
 * always stand there, so that a link shows the same to somebody else; of the rest, what is not the default.
 */
@ParsesOutsideInput
public final class UsageAddress {

    /**
     * What was read.
     *
     * @param notices of what made no sense, or is not for this viewer, and gave way
     * @param isWhole whether it says whose usage and which days; what is left out may be others tomorrow
     */
    public record Reading(UsageQuery query, List<Notice> notices, boolean isWhole) {}

    private static final String SCOPE = "scope";
    private static final String PERIOD = "period";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String COMPARE = "compare";
    private static final String BY = "by";
    private static final String MEASURE = "measure";
    private static final String FORM = "form";
    private static final String GRAIN = "grain";
    private static final String SORT = "sort";
    private static final String CALLS = "calls";
    private static final String NOTHING = "none";
    private static final String ASCENDING = ".asc";

    /** As addresses told days before they had names. */
    private static final String DAYS = "days";

    private static final Map<String, PeriodPreset> PRESETS_BY_DAYS =
            Map.of("7", PeriodPreset.LAST_7_DAYS, "30", PeriodPreset.LAST_30_DAYS, "90", PeriodPreset.LAST_90_DAYS);

    /** What single pages say beside it, and read themselves. */
    private static final Set<String> OF_PAGES = Set.of("cause", "instead", "discount", "order", "call");

    /** The last is what the sign-in page leaves in the address that it leads to. */
    private static final Set<String> KNOWN = Stream.concat(
                    Stream.of(
                            SCOPE,
                            PERIOD,
                            FROM,
                            TO,
                            COMPARE,
                            BY,
                            MEASURE,
                            FORM,
                            GRAIN,
                            SORT,
                            CALLS,
                            DAYS,
                            FilterParameters.TAG,
                            FilterParameters.WITHOUT,
                            "continue"),
                    Arrays.stream(Attribute.values()).map(AddressWords::word))
            .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST_TOLD = 40;

    private final QueryParameters parameters;
    private final Viewer viewer;
    private final List<Tag> tags;
    private final UsageQuery otherwise;
    private final List<Notice> notices = new ArrayList<>();

    private UsageAddress(QueryParameters parameters, Viewer viewer, List<Tag> tags, UsageQuery otherwise) {
        this.parameters = parameters;
        this.viewer = viewer;
        this.tags = tags;
        this.otherwise = otherwise;
    }

    public static QueryParameters of(UsageQuery query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        put(parameters, SCOPE, AddressWords.word(query.scope()));
        switch (query.period()) {
            case PeriodPreset preset -> put(parameters, PERIOD, AddressWords.word(preset));
            case DayRange range -> {
                put(parameters, FROM, word(range.from(), range.since()));
                put(parameters, TO, word(range.to(), range.until()));
            }
        }
        Comparison comparison = query.comparison();
        if (comparison != Comparison.PREVIOUS_PERIOD) {
            put(parameters, COMPARE, comparison == null ? NOTHING : AddressWords.word(comparison));
        }
        parameters.putAll(FilterParameters.of(query.filter()));
        if (!query.grouping().equals(List.of(Attribute.ENDPOINT))) {
            put(
                    parameters,
                    BY,
                    query.grouping().isEmpty()
                            ? NOTHING
                            : query.grouping().stream().map(AddressWords::of).collect(Collectors.joining(",")));
        }
        if (query.measure() != UsageMeasure.COST) {
            put(parameters, MEASURE, AddressWords.word(query.measure()));
        }
        if (query.form() != ChartForm.STACKED) {
            put(parameters, FORM, AddressWords.word(query.form()));
        }
        Grain grain = query.grain();
        if (grain != null) {
            put(parameters, GRAIN, AddressWords.word(grain));
        }
        if (!query.sort().equals(TableSort.DEFAULT)) {
            put(
                    parameters,
                    SORT,
                    AddressWords.word(query.sort().column()) + (query.sort().ascending() ? ASCENDING : ""));
        }
        CallRanking ranking = query.ranking();
        if (ranking != null) {
            put(parameters, CALLS, AddressWords.word(ranking));
        }
        return new QueryParameters(parameters);
    }

    /** With the time of day where it is not all of it: {@code 2026-10-31T14:30}. */
    private static String word(LocalDate day, @Nullable LocalTime time) {
        return time == null ? day.toString() : day.atTime(time).toString();
    }

    private static void put(Map<String, List<String>> parameters, String name, String value) {
        parameters.put(name, List.of(value));
    }

    /**
     * What makes no sense, or is not for this viewer, gives way.
     *
     * @param tags that an owner declared
     * @param otherwise whose usage and which days are shown where the address does not say
     */
    public static Reading read(QueryParameters parameters, Viewer viewer, List<Tag> tags, UsageQuery otherwise) {
        return new UsageAddress(parameters, viewer, tags, otherwise).read();
    }

    private Reading read() {
        boolean isEmpty = parameters.getParameters().keySet().stream().noneMatch(KNOWN::contains);
        UsageScope scope = scope();
        PeriodChoice period = period();
        UsageQuery query = isEmpty ? otherwise : described(scope, period);
        parameters.getParameters().keySet().stream()
                .filter(name -> !KNOWN.contains(name) && !OF_PAGES.contains(name))
                .forEach(name -> notices.add(Notice.of("usage.notice.unknown", shortened(name))));
        boolean isWhole = parameters.getSingleParameter(SCOPE).isPresent()
                && (parameters.getSingleParameter(PERIOD).isPresent()
                        || parameters.getSingleParameter(FROM).isPresent());
        return new Reading(query, List.copyOf(notices), isWhole);
    }

    private UsageQuery described(UsageScope scope, PeriodChoice period) {
        return new UsageQuery(
                scope,
                period,
                comparison(),
                filter(scope),
                Objects.requireNonNullElse(optional(BY, this::grouping), List.of(Attribute.ENDPOINT)),
                Objects.requireNonNullElse(constant(MEASURE, UsageMeasure.class), UsageMeasure.COST),
                Objects.requireNonNullElse(constant(FORM, ChartForm.class), ChartForm.STACKED),
                optional(GRAIN, UsageAddress::grain),
                Objects.requireNonNullElse(optional(SORT, UsageAddress::sort), TableSort.DEFAULT),
                constant(CALLS, CallRanking.class));
    }

    private UsageScope scope() {
        boolean isOfOld = parameters.getSingleParameter(DAYS).isPresent();
        UsageScope fallback = isOfOld ? UsageScope.OWN : otherwise.scope();
        UsageScope asked = Objects.requireNonNullElse(constant(SCOPE, UsageScope.class), fallback);
        if (asked == UsageScope.ORGANIZATION && !viewer.seesOrganization()) {
            notices.add(Notice.of("usage.notice.organization"));
            return UsageScope.OWN;
        }
        return asked;
    }

    private PeriodChoice period() {
        Optional<String> from = given(FROM);
        Optional<String> to = given(TO);
        if (from.isPresent() || to.isPresent()) {
            try {
                return range(from.orElse(""), to.orElse(""));
            } catch (DateTimeParseException | IllegalArgumentException e) {
                notices.add(Notice.of("usage.notice.range", shortened(from.orElse("…")), shortened(to.orElse("…"))));
                return PeriodPreset.LAST_30_DAYS;
            }
        }
        if (given(PERIOD).isPresent()) {
            return Objects.requireNonNullElse(constant(PERIOD, PeriodPreset.class), PeriodPreset.LAST_30_DAYS);
        }
        if (given(DAYS).isPresent()) {
            return Objects.requireNonNullElse(optional(DAYS, UsageAddress::ofDays), PeriodPreset.LAST_30_DAYS);
        }
        return otherwise.period();
    }

    private static DayRange range(String from, String to) {
        return new DayRange(day(from), day(to), time(from), time(to));
    }

    private static LocalDate day(String text) {
        return isWithTime(text) ? LocalDateTime.parse(text).toLocalDate() : LocalDate.parse(text);
    }

    private static @Nullable LocalTime time(String text) {
        return isWithTime(text) ? LocalDateTime.parse(text).toLocalTime() : null;
    }

    private static boolean isWithTime(String text) {
        return text.indexOf('T') >= 0;
    }

    private static PeriodPreset ofDays(String text) {
        PeriodPreset preset = PRESETS_BY_DAYS.get(text);
        if (preset == null) {
            throw new IllegalArgumentException("No preset has so many days");
        }
        return preset;
    }

    private @Nullable Comparison comparison() {
        return given(COMPARE).filter(NOTHING::equals).isPresent()
                ? null
                : Objects.requireNonNullElse(constant(COMPARE, Comparison.class), Comparison.PREVIOUS_PERIOD);
    }

    private CallFilter filter(UsageScope scope) {
        CallFilter filter = CallFilter.ALL;
        for (Attribute attribute : Attribute.values()) {
            if (attribute != Attribute.USER || scope == UsageScope.ORGANIZATION) {
                filter = filter.with(
                        attribute,
                        optional(AddressWords.word(attribute), text -> FilterParameters.valueOf(attribute, text)));
            }
        }
        for (String text : parameters.getParameters().getOrDefault(FilterParameters.WITHOUT, List.of())) {
            try {
                filter = FilterParameters.without(filter, text);
            } catch (IllegalArgumentException e) {
                notices.add(Notice.of("usage.notice.without", shortened(text)));
            }
        }
        for (String text : parameters.getParameters().getOrDefault(FilterParameters.TAG, List.of())) {
            try {
                filter = FilterParameters.withTag(filter, text, tags);
            } catch (IllegalArgumentException e) {
                notices.add(Notice.of("usage.notice.tag", shortened(text)));
            }
        }
        return filter;
    }

    private List<Dimension> grouping(String text) {
        if (text.equals(NOTHING)) {
            return List.of();
        }
        List<Dimension> dimensions =
                Arrays.stream(text.split(",", -1)).map(AddressWords::dimension).toList();
        boolean isKnown =
                dimensions.stream().allMatch(dimension -> !(dimension instanceof Tag) || tags.contains(dimension));
        if (!isKnown
                || dimensions.size() > ReportQuery.MAX_DIMENSIONS
                || new HashSet<>(dimensions).size() < dimensions.size()) {
            throw new IllegalArgumentException("No one or two dimensions");
        }
        return dimensions;
    }

    private static Grain grain(String text) {
        Grain grain = AddressWords.constant(Grain.class, text);
        if (grain == Grain.TOTAL) {
            throw new IllegalArgumentException("A chart over time is cut");
        }
        return grain;
    }

    private static TableSort sort(String text) {
        boolean ascending = text.endsWith(ASCENDING);
        String column = ascending ? text.substring(0, text.length() - ASCENDING.length()) : text;
        return new TableSort(AddressWords.constant(TableSort.Column.class, column), ascending);
    }

    private <E extends Enum<E>> @Nullable E constant(String name, Class<E> type) {
        return optional(name, text -> AddressWords.constant(type, text));
    }

    private <T> @Nullable T optional(String name, Function<String, T> reader) {
        Optional<String> text = given(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return reader.apply(text.get());
        } catch (IllegalArgumentException e) {
            notices.add(Notice.of("usage.notice." + name, shortened(text.get())));
            return null;
        }
    }

    private Optional<String> given(String name) {
        return parameters.getSingleParameter(name).filter(text -> !text.isBlank());
    }

    private static String shortened(String text) {
        return VisibleText.of(Excerpt.of(text, LONGEST_TOLD));
    }
}
