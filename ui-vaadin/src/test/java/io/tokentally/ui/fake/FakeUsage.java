package io.tokentally.ui.fake;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Usage records in memory, summed up and listed by the rules of the core. */
public final class FakeUsage implements ListCallsUseCase {

    private final List<UsageRecord> records = new CopyOnWriteArrayList<>();
    private final List<CallQuery> queries = new ArrayList<>();
    private @Nullable RuntimeException failure;
    private @Nullable RuntimeException rankingFailure;

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
        throwIfBroken();
        return in(
                        viewer,
                        viewer.seesOrganization() ? UsageScope.ORGANIZATION : UsageScope.OWN,
                        new TimeRange(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z")))
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
        return in(viewer, query.scope(), query.period().range())
                .filter(call -> FakeReports.matches(call, query.filter().values()));
    }

    Stream<UsageRecord> in(Viewer viewer, UsageScope scope, TimeRange range) {
        return records.stream()
                .filter(call -> call.attribution().organizationId().equals(viewer.organizationId()))
                .filter(call -> scope == UsageScope.ORGANIZATION
                        || call.attribution().userId().equals(viewer.userId()))
                .filter(call -> !call.createdAt().isBefore(range.from())
                        && call.createdAt().isBefore(range.until()));
    }

    void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }
}
