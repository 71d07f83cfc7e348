package io.tokentally.application.service.repricing;

import io.tokentally.application.port.out.repricing.RepricingLedger;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, whose every call is asked for by every request. It can be made to fail at a step. */
final class KeptCalls implements RepricingLedger {

    final Map<UsageRecordId, Cost> costs = new TreeMap<>();
    int stepsUntilFailure = Integer.MAX_VALUE;
    List<RepricingId> later = List.of();

    private final Map<UsageRecordId, UsageRecord> calls = new TreeMap<>();
    private final Map<RepricingId, Progress> repricings = new LinkedHashMap<>();
    private final Map<RepricingId, Map<UsageRecordId, Cost>> audit = new HashMap<>();

    KeptCalls(List<UsageRecord> kept) {
        for (UsageRecord call : kept) {
            calls.put(call.id(), call);
            costs.put(call.id(), call.cost());
        }
    }

    @Override
    public long count(Viewer viewer, RepricingRequest request) {
        return calls.size();
    }

    @Override
    public List<UsageRecord> next(Viewer viewer, RepricingRequest request, @Nullable UsageRecordId after, int limit) {
        return calls.values().stream()
                .filter(call -> after == null || call.id().compareTo(after) > 0)
                .limit(limit)
                .map(this::asItCosts)
                .toList();
    }

    private UsageRecord asItCosts(UsageRecord call) {
        return call.withCost(costs.getOrDefault(call.id(), call.cost()));
    }

    @Override
    public void begin(Viewer viewer, Repricing repricing) {
        repricings.put(repricing.id(), new Progress(repricing, null));
        audit.put(repricing.id(), new HashMap<>());
    }

    @Override
    public List<Repricing> all(Viewer viewer) {
        return repricings.values().stream().map(Progress::repricing).toList();
    }

    @Override
    public Optional<Progress> lock(Viewer viewer, RepricingId id) {
        return Optional.ofNullable(repricings.get(id));
    }

    @Override
    public void apply(
            Viewer viewer,
            RepricingId id,
            Map<UsageRecordId, Cost> changed,
            UsageRecordId last,
            List<RepricedTotals> totals) {
        if (stepsUntilFailure-- == 0) {
            throw new IllegalStateException("The database is gone");
        }
        changed.forEach((call, cost) -> {
            Cost old = costs.put(call, cost);
            if (old != null) {
                audit.getOrDefault(id, Map.of()).put(call, old);
            }
        });
        update(id, Repricing.State.APPLYING, last, totals);
    }

    @Override
    public List<RepricingId> laterThan(Viewer viewer, RepricingId id) {
        return later;
    }

    @Override
    public int putBack(Viewer viewer, RepricingId id, int limit) {
        Map<UsageRecordId, Cost> old = audit.getOrDefault(id, Map.of());
        List<UsageRecordId> some = old.keySet().stream().limit(limit).toList();
        some.forEach(call -> {
            Cost cost = old.remove(call);
            if (cost != null) {
                costs.put(call, cost);
            }
        });
        return some.size();
    }

    @Override
    public void setState(Viewer viewer, RepricingId id, Repricing.State state) {
        Progress progress = repricings.get(id);
        update(id, state, progress == null ? null : progress.last(), List.of());
    }

    private void update(
            RepricingId id, Repricing.State state, @Nullable UsageRecordId last, List<RepricedTotals> more) {
        repricings.computeIfPresent(id, (key, progress) -> {
            Repricing old = progress.repricing();
            List<RepricedTotals> totals = new ArrayList<>(old.totals());
            totals.addAll(more);
            long looked = more.stream().mapToLong(RepricedTotals::records).sum();
            return new Progress(
                    new Repricing(
                            id,
                            old.request(),
                            old.author(),
                            old.startedAt(),
                            state,
                            old.records(),
                            old.processed() + looked,
                            totals),
                    last);
        });
    }
}
