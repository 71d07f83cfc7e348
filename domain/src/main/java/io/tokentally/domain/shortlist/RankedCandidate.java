package io.tokentally.domain.shortlist;

/** A candidate with their match, in a list from the best match to the worst. */
public record RankedCandidate(Candidate candidate, CandidateMatch match) {}
