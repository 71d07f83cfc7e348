package io.tokentally.application.port.out.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import java.util.List;

/** The candidates of the viewer's organization; no viewer reaches another's. */
@ReadsOrganizationData
public interface Candidates {

    /** @throws IllegalArgumentException if the candidate belongs to another organization than the viewer looks at */
    void add(Viewer viewer, Candidate candidate);

    /** The newest first. */
    List<Candidate> all(Viewer viewer);

    /** Does nothing if there is no such candidate. */
    void remove(Viewer viewer, CandidateId candidateId);
}
