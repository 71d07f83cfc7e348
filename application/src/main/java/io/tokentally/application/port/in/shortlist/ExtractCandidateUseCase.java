package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.ResumeFile;

/** A recruiter uploads a résumé; a model reads it, and the candidate is kept for the organization. */
@ReadsOrganizationData
public interface ExtractCandidateUseCase {

    /**
     * The candidate, without a name if the résumé has none.
     *
     * @throws io.tokentally.domain.shortlist.UnreadableResumeException if the file cannot be read; no model was called
     * @throws io.tokentally.domain.shortlist.AnalysisFailedException if the model gave no usable answer
     */
    Candidate extract(Viewer viewer, ResumeFile file, ReadingWatcher watcher);

    /** As {@link #extract(Viewer, ResumeFile, ReadingWatcher)}, with nobody watching. */
    default Candidate extract(Viewer viewer, ResumeFile file) {
        return extract(viewer, file, ReadingWatcher.NOBODY);
    }
}
