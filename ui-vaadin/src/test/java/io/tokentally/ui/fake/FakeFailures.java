package io.tokentally.ui.fake;

import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureReport.Earlier;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Groups the failed records of {@link FakeUsage}, call by call. */
public final class FakeFailures implements TellFailuresUseCase {

    private final FakeUsage usage;
    private final Clock clock;
    private final List<FailureQuery> asked = new ArrayList<>();
    private boolean hasRemoved;

    public FakeFailures(FakeUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /** All questions since it was cleared. */
    public List<FailureQuery> asked() {
        return List.copyOf(asked);
    }

    public void clear() {
        asked.clear();
        hasRemoved = false;
    }

    /** From now on the calls themselves are gone. */
    public void removeCalls() {
        hasRemoved = true;
    }

    @Override
    public FailureReport failures(Viewer viewer, FailureQuery query) {
        viewer.requireMayLook(query.scope());
        asked.add(query);
        List<FailedCalls> groups = failed(viewer, query.calls()).values().stream()
                .map(this::group)
                .sorted(Comparator.comparingLong(FailedCalls::calls)
                        .reversed()
                        .thenComparing(group -> group.group().toString()))
                .toList();
        Earlier earlier = null;
        if (query.comparison() != null) {
            ReportQuery before = query.calls().before(query.comparison(), clock.instant());
            earlier = new Earlier(
                    before,
                    failed(viewer, before).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, group ->
                            (long) group.getValue().size())));
        }
        return new FailureReport(
                query,
                new FailureSums(
                        groups.stream().limit(query.top()).toList(),
                        groups.size(),
                        groups.stream().mapToLong(FailedCalls::calls).sum(),
                        Money.sum(
                                Money.USD,
                                groups.stream().map(FailedCalls::cost).toList())),
                earlier,
                null);
    }

    private Map<FailureGroup, List<UsageRecord>> failed(Viewer viewer, ReportQuery query) {
        return usage.in(viewer, query.scope(), query.range())
                .filter(call ->
                        !call.isFree() && !call.outcome().isSuccess() && FakeReports.matches(call, query.filters()))
                .collect(Collectors.groupingBy(FakeFailures::groupOf));
    }

    private static FailureGroup groupOf(UsageRecord call) {
        Failure failure = (Failure) call.outcome();
        return new FailureGroup(
                failure.kind(),
                failure.httpStatus(),
                call.billedModel().base().value(),
                call.attribution().endpoint().value());
    }

    private FailedCalls group(List<UsageRecord> calls) {
        UsageRecord first =
                calls.stream().min(Comparator.comparing(UsageRecord::createdAt)).orElseThrow();
        UsageRecord last =
                calls.stream().max(Comparator.comparing(UsageRecord::createdAt)).orElseThrow();
        Function<UsageRecord, Money> cost = call -> call.cost().total();
        return new FailedCalls(
                groupOf(first),
                calls.size(),
                Money.sum(Money.USD, calls.stream().map(cost).toList()),
                calls.stream()
                        .map(call -> call.attribution().userId())
                        .distinct()
                        .count(),
                hasRemoved ? null : first.createdAt(),
                hasRemoved ? null : last.createdAt(),
                hasRemoved ? null : (Failure) last.outcome());
    }
}
