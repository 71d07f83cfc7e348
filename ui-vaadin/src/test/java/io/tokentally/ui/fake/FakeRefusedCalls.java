package io.tokentally.ui.fake;

import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.in.refusal.ReadStrayCallsUseCase;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Refused calls in memory: an organization's have a key, and nobody's have none. */
public final class FakeRefusedCalls implements ReadRefusedCallsUseCase, ReadStrayCallsUseCase {

    private final List<RefusedCall> calls = new ArrayList<>();
    private final List<UsageScope> scopes = new ArrayList<>();

    public void reset() {
        calls.clear();
        scopes.clear();
    }

    public void add(RefusedCall call) {
        calls.add(call);
    }

    /** Whose were asked for. */
    public List<UsageScope> scopes() {
        return scopes;
    }

    @Override
    public RefusalReport report(Viewer viewer, RefusalQuery query) {
        viewer.requireMayLook(query.scope());
        scopes.add(query.scope());
        return report(true, query);
    }

    @Override
    public List<RefusedCall> samples(Viewer viewer, UsageScope scope) {
        viewer.requireMayLook(scope);
        return samples(true);
    }

    @Override
    public RefusalReport report(Session session, RefusalQuery query) {
        session.requireOperator();
        return report(false, query);
    }

    @Override
    public List<RefusedCall> samples(Session session) {
        session.requireOperator();
        return samples(false);
    }

    private List<RefusedCall> samples(boolean withKey) {
        return calls.stream()
                .filter(call -> (call.key() != null) == withKey)
                .sorted(Comparator.comparing(RefusedCall::at).reversed())
                .toList();
    }

    private RefusalReport report(boolean withKey, RefusalQuery query) {
        Map<Group, Long> counts = samples(withKey).stream()
                .filter(call -> !call.at().isBefore(query.period().from())
                        && call.at().isBefore(query.period().until()))
                .collect(Collectors.groupingBy(call -> Group.of(call, query), Collectors.counting()));
        return new RefusalReport(
                query,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<Group, Long>comparingByValue().reversed())
                        .map(group -> new RefusalReport.Row(
                                group.getKey().start(), group.getKey().values(), false, group.getValue()))
                        .toList());
    }

    private record Group(Instant start, List<String> values) {

        static Group of(RefusedCall call, RefusalQuery query) {
            Instant start = query.starts().reversed().stream()
                    .filter(each -> !each.isAfter(call.at()))
                    .findFirst()
                    .orElseThrow();
            return new Group(
                    start,
                    query.by().stream()
                            .map(dimension -> dimension == Dimension.REASON
                                    ? call.reason().code()
                                    : String.valueOf(
                                            call.key() == null
                                                    ? null
                                                    : call.key().id()))
                            .toList());
        }
    }
}
