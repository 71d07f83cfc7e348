package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.ResumeFile;

/** A recruiter uploads a résumé; a model reads it, and the candidate is kept for the organization. */
@ReadsOrganizationData
public interface ExtractCandidateUseCase {

    /**
     * @throws io.tokentally.domain.shortlist.UnreadableResumeException if the file cannot be read; no model was called
     * @throws io.tokentally.domain.shortlist.AnalysisFailedException if the model gave no usable answer
     */
    Candidate extract(Viewer viewer, ResumeFile file);
}
