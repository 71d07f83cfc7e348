package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.RankingId;
import java.time.Instant;
import java.util.Optional;

/** A recruiter wants to know what the reading of a résumé, or a ranking, cost, whatever came of it. */
@ReadsOrganizationData
public interface AnalysisCostUseCase {

    /**
     * What the viewer's own calls cost that were made for the candidate; absent while the ledger holds none.
     *
     * @param since when the first of them began
     */
    Optional<AnalysisCost> costOf(Viewer viewer, CandidateId candidateId, Instant since);

    /**
     * What the viewer's own calls cost that were made for the ranking; absent while the ledger holds none.
     *
     * @param since when the first of them began
     */
    Optional<AnalysisCost> costOf(Viewer viewer, RankingId rankingId, Instant since);

    /**
     * A sum of calls, retries among them.
     *
     * @param known what is known of the cost
     * @param estimated whether some of it is an estimate
     * @param complete whether every call has a price
     */
    record AnalysisCost(Money known, boolean estimated, boolean complete) {}
}
