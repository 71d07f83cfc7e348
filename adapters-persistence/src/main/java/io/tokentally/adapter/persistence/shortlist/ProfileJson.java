package io.tokentally.adapter.persistence.shortlist;

import io.tokentally.domain.shortlist.CandidateProfile;
import tools.jackson.databind.json.JsonMapper;

/** A profile as a JSON document. PostgreSQL keeps neither NUL nor half a surrogate pair; a profile holds neither. */
final class ProfileJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ProfileJson() {}

    static String write(CandidateProfile profile) {
        return JSON.writeValueAsString(profile);
    }

    static CandidateProfile read(String json) {
        return JSON.readValue(json, CandidateProfile.class);
    }
}
