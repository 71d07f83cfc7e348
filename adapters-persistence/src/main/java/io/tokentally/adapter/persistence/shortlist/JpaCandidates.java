package io.tokentally.adapter.persistence.shortlist;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import jakarta.persistence.EntityManager;
import java.util.List;

/** Keeps candidates, each for one organization. */
final class JpaCandidates implements Candidates {

    private final StoredCandidates rows;
    private final EntityManager entityManager;
    private final ViewerIdentity identity;
    private final StoredCandidateMapper mapper;

    JpaCandidates(
            StoredCandidates rows, EntityManager entityManager, ViewerIdentity identity, StoredCandidateMapper mapper) {
        this.rows = rows;
        this.entityManager = entityManager;
        this.identity = identity;
        this.mapper = mapper;
    }

    @Override
    public void add(Viewer viewer, Candidate candidate) {
        if (!candidate.organizationId().equals(viewer.organizationId())) {
            throw new IllegalArgumentException("Candidate %s belongs to another organization than %s"
                    .formatted(candidate.id(), viewer.organizationId()));
        }
        identity.assume(viewer);
        entityManager.persist(mapper.toRow(candidate));
        // At once, while the identity is this viewer's.
        entityManager.flush();
    }

    @Override
    public List<Candidate> all(Viewer viewer) {
        identity.assume(viewer);
        return rows
                .findByOrganizationIdOrderByUploadedAtDescIdDesc(
                        viewer.organizationId().value())
                .stream()
                .map(mapper::toCandidate)
                .toList();
    }

    @Override
    public void remove(Viewer viewer, CandidateId candidateId) {
        identity.assume(viewer);
        rows.delete(viewer.organizationId().value(), candidateId.value());
    }
}
