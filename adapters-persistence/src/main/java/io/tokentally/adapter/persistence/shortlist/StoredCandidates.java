package io.tokentally.adapter.persistence.shortlist;

import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The candidates' rows. Row-level security narrows every query to the viewer's organization once more. */
interface StoredCandidates extends Repository<StoredCandidate, StoredCandidate.Key> {

    List<StoredCandidate> findByOrganizationIdOrderByUploadedAtDescIdDesc(String organizationId);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("delete from StoredCandidate where organizationId = :organizationId and id = :id")
    void delete(String organizationId, UUID id);
}
