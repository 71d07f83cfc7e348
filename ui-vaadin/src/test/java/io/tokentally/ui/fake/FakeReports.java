package io.tokentally.ui.fake;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reports over the records of {@link FakeUsage}, call by call; of a dimension that a test told figures of, these instead. */
public final class FakeReports implements ReportUsageUseCase {

    private final FakeUsage usage;
    private final Clock clock;
    private final List<ReportQuery> asked = new ArrayList<>();
    private final Map<Dimension, Map<String, Figures>> told = new HashMap<>();
    private @Nullable RuntimeException failure;

    public FakeReports(FakeUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /** All questions since it was cleared. */
    public List<ReportQuery> asked() {
        return List.copyOf(asked);
    }

    public void clear() {
        asked.clear();
        told.clear();
        failure = null;
    }

    /** Fails from now on. */
    public void failWith(RuntimeException exception) {
        failure = exception;
    }

    public void add(Dimension dimension, String value, long requests, long failures, String cost) {
        told.computeIfAbsent(dimension, by -> new HashMap<>())
                .put(
                        value,
                        new Figures(
                                new UsageTotals(requests, failures, 0, 0, 0, 0, Money.usd(cost)),
                                Money.zero(Money.USD),
                                Map.of(),
                                Map.of()));
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        viewer.requireMayLook(query.scope());
        usage.throwIfBroken();
        if (failure != null) {
            throw failure;
        }
        asked.add(query);
        Map<String, Figures> figures =
                query.by().size() == 1 ? told.get(query.by().getFirst()) : null;
        if (figures != null) {
            return Report.of(
                    query,
                    figures.entrySet().stream()
                            .map(group -> new Report.Row(
                                    query.period().from(), List.of(group.getKey()), false, group.getValue()))
                            .toList());
        }
        Map<List<String>, Map<Instant, Figures>> groups = groups(viewer, query);
        List<List<String>> ranked = groups.keySet().stream()
                .sorted(Comparator.comparing(
                                (List<String> group) -> query.orderedBy().of(sum(groups.getOrDefault(group, Map.of()))))
                        .reversed()
                        .thenComparing(group -> String.join("\u0000", group)))
                .limit(query.top())
                .toList();
        Report report = Report.of(query, rows(groups, ranked));
        Comparison comparison = query.comparison();
        if (comparison == null) {
            return report;
        }
        ReportQuery before = query.before(comparison, clock.instant());
        return report.comparedWith(Report.of(before, rows(groups(viewer, before), report.groups())));
    }

    private Map<List<String>, Map<Instant, Figures>> groups(Viewer viewer, ReportQuery query) {
        Map<List<String>, Map<Instant, Figures>> groups = new HashMap<>();
        List<Instant> starts = query.starts();
        usage.in(viewer, query.scope(), query.range())
                .filter(call -> !call.isFree() && matches(call, query.filters()))
                .forEach(call -> {
                    Instant start = starts.stream()
                            .filter(candidate -> !candidate.isAfter(call.createdAt()))
                            .reduce(starts.getFirst(), (one, later) -> later);
                    groups.computeIfAbsent(
                                    query.by().stream()
                                            .map(by -> value(call, by))
                                            .toList(),
                                    none -> new TreeMap<>())
                            .merge(start, figures(call), Figures::plus);
                });
        return groups;
    }

    private static List<Report.Row> rows(Map<List<String>, Map<Instant, Figures>> groups, List<List<String>> told) {
        List<Report.Row> rows = new ArrayList<>();
        told.forEach(group -> groups.getOrDefault(group, Map.of())
                .forEach((start, figures) -> rows.add(new Report.Row(start, group, false, figures))));
        Map<Instant, Figures> others = groups.entrySet().stream()
                .filter(group -> !told.contains(group.getKey()))
                .flatMap(group -> group.getValue().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Figures::plus, TreeMap::new));
        others.forEach((start, figures) -> rows.add(new Report.Row(start, List.of(), true, figures)));
        return rows;
    }

    private static Figures sum(Map<Instant, Figures> parts) {
        return parts.values().stream().reduce(Figures.NONE, Figures::plus);
    }

    /** Of a model its snapshots, too. */
    static boolean matches(UsageRecord call, Map<Dimension, String> filters) {
        return filters.entrySet().stream()
                .allMatch(filter -> filter.getKey() == Attribute.MODEL
                        ? call.billedModel().isOf(new ModelName(filter.getValue()))
                        : value(call, filter.getKey()).equals(filter.getValue()));
    }

    private static String value(UsageRecord call, Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> value(call, attribute);
            case Tag tag -> text(call.attribution().tags().values().get(tag.name()));
        };
    }

    private static String value(UsageRecord call, Attribute attribute) {
        return switch (attribute) {
            case ENDPOINT -> call.attribution().endpoint().value();
            case OPERATION -> text(call.operation());
            case PROVIDER -> call.provider().value();
            case MODEL -> call.billedModel().base().value();
            case SNAPSHOT -> call.billedModel().value();
            case USER -> call.attribution().userId().value();
            case KEY -> text(call.attribution().keyId());
            case SERVICE_TIER -> call.serviceTier().value();
            case REGION -> text(call.region());
            case PRICE_VERSION -> text(call.cost().priceVersion());
            case INPUT_BAND -> text(call.cost().inputBand());
            case STATUS -> (call.outcome().isSuccess() ? CallFilter.Status.SUCCEEDED : CallFilter.Status.FAILED).name();
            case FAILURE_KIND ->
                call.outcome() instanceof Outcome.Failure failure
                        ? failure.kind().name()
                        : "";
            case HTTP_STATUS -> call.outcome() instanceof Outcome.Failure failure ? text(failure.httpStatus()) : "";
            case COST_STATUS -> call.cost().status().name();
        };
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    private static Figures figures(UsageRecord call) {
        boolean failed = !call.outcome().isSuccess();
        Map<UsageUnit, UnitSum> units = new EnumMap<>(UsageUnit.class);
        call.quantities()
                .amounts()
                .forEach((unit, amount) ->
                        units.put(unit, new UnitSum(amount, Money.zero(Money.USD), Money.zero(Money.USD))));
        return new Figures(
                new UsageTotals(
                        1,
                        failed ? 1 : 0,
                        call.cost().status() == CostStatus.UNPRICED ? 1 : 0,
                        call.cost().status() == CostStatus.ESTIMATED ? 1 : 0,
                        call.quantities().inputTokens(),
                        call.quantities().outputTokens(),
                        call.cost().total()),
                failed ? call.cost().total() : Money.zero(Money.USD),
                distributions(call),
                units);
    }

    private static Map<Measure, Distribution> distributions(UsageRecord call) {
        Map<Measure, Distribution> distributions = new EnumMap<>(Measure.class);
        BigDecimal responseTime =
                BigDecimal.valueOf(call.timing().responseTime().toMillis());
        distributions.put(Measure.RESPONSE_TIME, Distribution.of(responseTime));
        if (call.quantities().outputTokens() > 0 && responseTime.signum() > 0) {
            distributions.put(
                    Measure.OUTPUT_RATE,
                    Distribution.of(BigDecimal.valueOf(call.quantities().outputTokens())
                            .movePointRight(6)
                            .divide(responseTime, MathContext.DECIMAL64)));
        }
        return distributions;
    }
}
