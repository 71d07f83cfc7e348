package io.tokentally.domain.shortlist;

import io.tokentally.domain.text.PlainText;
import java.util.List;

/**
 * How a candidate matches a job description.
 *
 * @param score from 0 (not at all) to 100 (in everything)
 * @param reasons what speaks for the candidate
 * @param gaps what is asked for and not found
 */
public record CandidateMatch(CandidateId candidateId, int score, List<String> reasons, List<String> gaps) {

    public CandidateMatch {
        if (score < 0 || score > 100) {
            throw new IllegalArgumentException("A score must lie between 0 and 100, not " + score);
        }
        reasons = reasons.stream().map(PlainText::clean).toList();
        gaps = gaps.stream().map(PlainText::clean).toList();
    }
}
