package io.tokentally.application.service.summary;

import io.tokentally.application.port.in.summary.SummarizeUsageUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageSummary;

/** Summaries, each in a turn of the viewer's: whoever waits for it holds no connection to the database. */
public final class SummariesInTurn implements SummarizeUsageUseCase {

    private final SummarizeUsageUseCase summaries;
    private final FairTurns turns;

    /** @param summaries begins its transaction itself */
    public SummariesInTurn(SummarizeUsageUseCase summaries, FairTurns turns) {
        this.summaries = summaries;
        this.turns = turns;
    }

    @Override
    public UsageSummary summarize(Viewer viewer, UsageScope scope, Period period) {
        viewer.requireMayLook(scope);
        return turns.during(viewer, () -> summaries.summarize(viewer, scope, period));
    }
}
