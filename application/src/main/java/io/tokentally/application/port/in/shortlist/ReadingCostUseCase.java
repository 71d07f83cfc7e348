package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.shortlist.CandidateId;
import java.time.Instant;
import java.util.Optional;

/** A recruiter wants to know what the reading of a résumé cost, whatever came of it. */
@ReadsOrganizationData
public interface ReadingCostUseCase {

    /**
     * What the viewer's own calls cost that were made for the candidate; absent while the ledger holds none.
     *
     * @param since when the first of them began
     */
    Optional<ReadingCost> costOf(Viewer viewer, CandidateId candidateId, Instant since);

    /**
     * A sum of calls, retries among them.
     *
     * @param known what is known of the cost
     * @param estimated whether some of it is an estimate
     * @param complete whether every call has a price
     */
    record ReadingCost(Money known, boolean estimated, boolean complete) {}
}
