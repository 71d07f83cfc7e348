package io.tokentally.application.port.in.shortlist;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.shortlist.CandidateId;
import java.time.Instant;

/** Is told how far the reading of a résumé has come, on the thread that reads. */
@SystemPort("told by the reading of one person's file how far it has come")
@FunctionalInterface
public interface ReadingWatcher {

    ReadingWatcher NOBODY = (candidateId, since, hidesText) -> {};

    /**
     * The file was read, and a model is being asked. Never told where no model was called.
     *
     * @param candidateId what the candidate will be known by, and the calls of the model are tagged with
     * @param hidesText whether the file holds text that no reader of it sees
     */
    void asking(CandidateId candidateId, Instant since, boolean hidesText);
}
