package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists of calls, each in a turn of the viewer's: whoever waits for it holds no connection to the database. */
public final class CallsInTurn implements ListCallsUseCase {

    private final ListCallsUseCase calls;
    private final FairTurns turns;

    /** @param calls begins its transactions itself */
    public CallsInTurn(ListCallsUseCase calls, FairTurns turns) {
        this.calls = calls;
        this.turns = turns;
    }

    @Override
    public List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> calls.top(viewer, query, ranking));
    }

    @Override
    public List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> calls.older(viewer, query, than, limit));
    }

    @Override
    public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
        return turns.during(viewer, () -> calls.find(viewer, id));
    }

    @Override
    public List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near) {
        return turns.during(viewer, () -> calls.attempts(viewer, call, near));
    }

    @Override
    public long count(Viewer viewer, CallQuery query) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> calls.count(viewer, query));
    }
}
