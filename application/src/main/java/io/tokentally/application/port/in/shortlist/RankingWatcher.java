package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.shortlist.RankingId;
import java.time.Instant;

/** Is told that candidates are being ranked, on the thread that ranks. */
@SystemPort("told by the ranking for one person that a model is asked")
@FunctionalInterface
public interface RankingWatcher {

    RankingWatcher NOBODY = (rankingId, since) -> {};

    /** A model is being asked. Never told where none was. */
    void asking(RankingId rankingId, Instant since);
}
