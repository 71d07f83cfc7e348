package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.RankedCandidate;
import java.util.List;

/** A recruiter looks for the candidates who match a job description. */
@ReadsOrganizationData
public interface RankCandidatesUseCase {

    /**
     * The organization's candidates, the best match first; none if there are no candidates, and then no model is called.
     *
     * @throws io.tokentally.domain.shortlist.AnalysisFailedException if the model gave no usable answer
     */
    List<RankedCandidate> rank(Viewer viewer, JobDescription jobDescription, RankingWatcher watcher);

    /** With nobody watching. */
    default List<RankedCandidate> rank(Viewer viewer, JobDescription jobDescription) {
        return rank(viewer, jobDescription, RankingWatcher.NOBODY);
    }
}
