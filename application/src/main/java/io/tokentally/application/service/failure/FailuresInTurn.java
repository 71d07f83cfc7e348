package io.tokentally.application.service.failure;

import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;

/** What failed, each answer in a turn of the viewer's: whoever waits for it holds no connection to the database. */
public final class FailuresInTurn implements TellFailuresUseCase {

    private final TellFailuresUseCase failures;
    private final FairTurns turns;

    /** @param failures begins its transaction itself */
    public FailuresInTurn(TellFailuresUseCase failures, FairTurns turns) {
        this.failures = failures;
        this.turns = turns;
    }

    @Override
    public FailureReport failures(Viewer viewer, FailureQuery query) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> failures.failures(viewer, query));
    }
}
