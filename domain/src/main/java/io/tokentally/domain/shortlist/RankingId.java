package io.tokentally.domain.shortlist;

import java.util.UUID;

/** The identity of one ranking of candidates, which the calls that were made for it are told apart by. */
public record RankingId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
