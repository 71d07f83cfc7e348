package io.tokentally.application.service.shortlist;

import io.tokentally.application.port.in.shortlist.ManageCandidatesUseCase;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the candidates. Apart from the services that ask a model, so that no transaction stays open while a model
 * thinks.
 */
@Transactional
public class CandidateStore implements ManageCandidatesUseCase {

    private final Candidates candidates;

    public CandidateStore(Candidates candidates) {
        this.candidates = candidates;
    }

    public void add(Viewer viewer, Candidate candidate) {
        candidates.add(viewer, candidate);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Candidate> candidates(Viewer viewer) {
        return candidates.all(viewer);
    }

    @Override
    public void name(Viewer viewer, CandidateId candidateId, String name) {
        candidates.all(viewer).stream()
                .filter(candidate -> candidate.id().equals(candidateId))
                .findFirst()
                .ifPresent(candidate -> {
                    Candidate named = candidate.named(name, viewer.userId());
                    candidates.remove(viewer, candidateId);
                    candidates.add(viewer, named);
                });
    }

    @Override
    public void remove(Viewer viewer, CandidateId candidateId) {
        candidates.remove(viewer, candidateId);
    }
}
