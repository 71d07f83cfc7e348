package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import java.util.List;

/** A recruiter goes through the organization's candidates. */
@ReadsOrganizationData
public interface ManageCandidatesUseCase {

    /** The organization's candidates, the newest first. */
    List<Candidate> candidates(Viewer viewer);

    /**
     * Gives a candidate the name that somebody typed; does nothing if the organization has no such candidate. The
     * candidate counts as the viewer's upload from then on.
     *
     * @throws IllegalArgumentException if the name is blank, too long or holds control characters
     */
    void name(Viewer viewer, CandidateId candidateId, String name);

    /** Forgets a candidate for good; does nothing if the organization has no such candidate. */
    void remove(Viewer viewer, CandidateId candidateId);
}
