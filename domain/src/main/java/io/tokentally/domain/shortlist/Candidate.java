package io.tokentally.domain.shortlist;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.text.PlainText;
import java.time.Instant;

/** A candidate of an organization, read from a résumé that somebody uploaded. */
public record Candidate(
        CandidateId id,
        OrganizationId organizationId,
        UserId uploadedBy,
        Instant uploadedAt,
        String fileName,
        CandidateProfile profile) {

    public Candidate {
        fileName = PlainText.require("file name", fileName, 255);
    }

    /** The same candidate under the name that somebody typed, who answers for it. */
    public Candidate named(String name, UserId by) {
        return new Candidate(id, organizationId, by, uploadedAt, fileName, profile.withName(name));
    }
}
