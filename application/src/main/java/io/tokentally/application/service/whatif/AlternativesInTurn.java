package io.tokentally.application.service.whatif;

import io.tokentally.application.port.in.whatif.PriceAlternativesUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;

/** Alternatives, each in a turn of the viewer's: whoever waits for it holds no connection to the database. */
public final class AlternativesInTurn implements PriceAlternativesUseCase {

    private final PriceAlternativesUseCase alternatives;
    private final FairTurns turns;

    /** @param alternatives begins its transaction itself */
    public AlternativesInTurn(PriceAlternativesUseCase alternatives, FairTurns turns) {
        this.alternatives = alternatives;
        this.turns = turns;
    }

    @Override
    public WhatIf whatIf(Viewer viewer, WhatIfQuery query) {
        viewer.requireMayLook(query.scope());
        return turns.during(viewer, () -> alternatives.whatIf(viewer, query));
    }
}
