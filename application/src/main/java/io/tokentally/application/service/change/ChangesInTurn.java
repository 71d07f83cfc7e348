package io.tokentally.application.service.change;

import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;

/** Explanations, each in a turn of the viewer's: whoever waits for it holds no connection to the database. */
public final class ChangesInTurn implements ExplainChangeUseCase {

    private final ExplainChangeUseCase changes;
    private final FairTurns turns;

    /** @param changes begins its transaction itself */
    public ChangesInTurn(ExplainChangeUseCase changes, FairTurns turns) {
        this.changes = changes;
        this.turns = turns;
    }

    @Override
    public CostChange explain(Viewer viewer, ChangeQuery query) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> changes.explain(viewer, query));
    }
}
