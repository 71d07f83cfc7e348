package io.tokentally.domain.shortlist;

import java.util.UUID;

/** The identity of a candidate. */
public record CandidateId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
