package io.tokentally.application.port.out.shortlist;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.ResumeText;
import java.util.List;

/** A model that reads résumés. Its calls are metered for the attribution given. */
@SystemPort("asks a model, for an attribution; reads nothing that is kept")
public interface CandidateAnalyst {

    /** @throws io.tokentally.domain.shortlist.AnalysisFailedException if there is no usable answer */
    CandidateProfile extract(Attribution attribution, ResumeText resume);

    /**
     * One match for each of the candidates, in any order.
     *
     * @throws io.tokentally.domain.shortlist.AnalysisFailedException if there is no usable answer
     */
    List<CandidateMatch> match(Attribution attribution, JobDescription jobDescription, List<Candidate> candidates);

    ModelName model();

    /** Whether a simulator stands in for the provider. */
    boolean isSimulated();
}
