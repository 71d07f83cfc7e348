package io.tokentally.adapter.persistence.shortlist;

import io.tokentally.adapter.persistence.row.Identifiers;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.CandidateProfile;
import java.util.UUID;
import org.mapstruct.Mapper;
import org.mapstruct.ReportingPolicy;

/** Between candidates and their rows. */
@Mapper(unmappedTargetPolicy = ReportingPolicy.ERROR, uses = Identifiers.class)
interface StoredCandidateMapper {

    Candidate toCandidate(StoredCandidate row);

    StoredCandidate toRow(Candidate candidate);

    default CandidateId candidateId(UUID value) {
        return new CandidateId(value);
    }

    default UUID uuid(CandidateId id) {
        return id.value();
    }

    default CandidateProfile profile(String json) {
        return ProfileJson.read(json);
    }

    default String json(CandidateProfile profile) {
        return ProfileJson.write(profile);
    }
}
