package io.tokentally.ui.fake;

import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Usage records in memory, summed up and listed by the rules of the core. */
public final class FakeUsage implements SummarizeUsageUseCase, ListCallsUseCase {

    private final Clock clock;
    private final List<UsageRecord> records = new CopyOnWriteArrayList<>();
    private final List<CallQuery> queries = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private @Nullable RuntimeException rankingFailure;

    public FakeUsage(Clock clock) {
        this.clock = clock;
    }

    public void add(UsageRecord... added) {
        records.addAll(List.of(added));
    }

    public void addAll(List<UsageRecord> added) {
        records.addAll(added);
    }

    /** Fails from now on; null mends it. */
    public void failWith(@Nullable RuntimeException exception) {
        failure = exception;
    }

    /** Fails to find what stands out from now on, until it is cleared. */
    public void failToRankWith(RuntimeException exception) {
        rankingFailure = exception;
    }

    public void clear() {
        records.clear();
        queries.clear();
        failure = null;
        rankingFailure = null;
    }

    /** The last query that asked for calls. */
    public CallQuery lastQuery() {
        return queries.getLast();
    }

    @Override
    public UsageSummary summarize(Viewer viewer, UsageScope scope, Period period) {
        viewer.requireMayLook(scope);
        throwIfBroken();
        List<UsageRecord> all = in(viewer, scope, period.range()).toList();
        List<UsageRecord> found = all.stream().filter(call -> !call.isFree()).toList();
        Map<LocalDate, UsageTotals> byDay =
                new TreeMap<>(group(found, call -> LocalDate.ofInstant(call.createdAt(), period.zone())));
        period.eachDay().forEach(day -> byDay.putIfAbsent(day, UsageTotals.none(Money.USD)));
        return new UsageSummary(
                period,
                total(found.stream()),
                all.size() - found.size(),
                total(in(viewer, scope, period.before(clock.instant()))),
                group(found, call -> call.attribution().endpoint()),
                group(found, call -> call.billedModel().base()),
                group(found, UsageRecord::billedModel),
                group(found, call -> call.attribution().userId()),
                byDay,
                null);
    }

    @Override
    public List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking) {
        queries.add(query);
        if (rankingFailure != null) {
            throw rankingFailure;
        }
        Comparator<UsageRecord> order = switch (ranking) {
            case DEAREST -> Comparator.comparing(call -> call.cost().total());
            case SLOWEST -> Comparator.comparing(call -> call.timing().responseTime());
        };
        return matching(viewer, query)
                .sorted(order.reversed())
                .limit(CallRanking.MOST)
                .toList();
    }

    @Override
    public List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
        queries.add(query);
        return matching(viewer, query)
                .filter(call -> than == null || call.id().compareTo(than) < 0)
                .sorted(Comparator.comparing(UsageRecord::id).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
        return in(viewer, UsageScope.ORGANIZATION, new TimeRange(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z")))
                .filter(call -> call.id().equals(id))
                .findAny();
    }

    @Override
    public List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near) {
        throwIfBroken();
        return records.stream()
                .filter(attempt -> call.equals(attempt.trace().attempt().call()))
                .toList();
    }

    @Override
    public long count(Viewer viewer, CallQuery query) {
        return matching(viewer, query).count();
    }

    private Stream<UsageRecord> matching(Viewer viewer, CallQuery query) {
        viewer.requireMayLook(query.scope());
        throwIfBroken();
        return in(viewer, query.scope(), query.period().range()).filter(call -> matches(call, query.filter()));
    }

    private Stream<UsageRecord> in(Viewer viewer, UsageScope scope, TimeRange range) {
        return records.stream()
                .filter(call -> call.attribution().organizationId().equals(viewer.organizationId()))
                .filter(call -> scope == UsageScope.ORGANIZATION
                        || call.attribution().userId().equals(viewer.userId()))
                .filter(call -> !call.createdAt().isBefore(range.from())
                        && call.createdAt().isBefore(range.until()));
    }

    private static boolean matches(UsageRecord call, CallFilter filter) {
        return (filter.endpoint() == null
                        || filter.endpoint().equals(call.attribution().endpoint()))
                && (filter.model() == null || call.billedModel().isOf(filter.model()))
                && (filter.userId() == null
                        || filter.userId().equals(call.attribution().userId()))
                && (filter.status() == null
                        || call.outcome().isSuccess() == (filter.status() == CallFilter.Status.SUCCEEDED));
    }

    private void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }

    private static <K> Map<K, UsageTotals> group(List<UsageRecord> calls, Function<UsageRecord, K> key) {
        return calls.stream().collect(Collectors.groupingBy(key)).entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), total(entry.getValue().stream())))
                .sorted(Comparator.comparing((Map.Entry<K, UsageTotals> entry) ->
                                entry.getValue().cost())
                        .reversed())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, LinkedHashMap::new));
    }

    private static UsageTotals total(Stream<UsageRecord> calls) {
        return calls.map(FakeUsage::totalsOf).reduce(UsageTotals.none(Money.USD), UsageTotals::plus);
    }

    private static UsageTotals totalsOf(UsageRecord call) {
        return new UsageTotals(
                1,
                call.outcome().isSuccess() ? 0 : 1,
                call.cost().status() == CostStatus.UNPRICED ? 1 : 0,
                call.cost().status() == CostStatus.ESTIMATED ? 1 : 0,
                call.quantities().inputTokens(),
                call.quantities().outputTokens(),
                call.cost().total());
    }
}
