package io.tokentally.simulator;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares the candidates in a prompt with the job in it, by the words they share: an analysis that a reader can
 * follow, with a score out of 100 for each candidate.
 */
final class MatchHeuristics {

    /** The draft's key for the list of matches, one for each candidate. */
    static final String RESULTS = "results";

    private static final int MAX_REASONS = 5;

    private MatchHeuristics() {}

    /** One match for each candidate in the order of the prompt; the first one's facts stand at the root too. */
    static ObjectNode draft(String prompt) {
        MatchPrompt read = MatchPrompt.read(prompt);
        ArrayNode results = Json.array();
        for (MatchPrompt.Candidate candidate : read.candidates()) {
            results.add(match(candidate, JobMatch.of(read.job(), candidate.text())));
        }
        ObjectNode draft = results.isEmpty() ? Json.object() : ((ObjectNode) results.get(0)).deepCopy();
        return draft.set(RESULTS, results);
    }

    private static ObjectNode match(MatchPrompt.Candidate candidate, JobMatch match) {
        List<String> matched = match.matched().stream().limit(MAX_REASONS).toList();
        List<String> missing = match.missing().stream().limit(MAX_REASONS).toList();
        ObjectNode json = Json.object();
        if (!candidate.id().isEmpty()) {
            json.put("candidateId", candidate.id());
        }
        if (!candidate.name().isEmpty()) {
            json.put("name", candidate.name());
        }
        json.put("score", match.score());
        json.set(
                "reasons",
                Json.strings(matched.stream().map(word -> "Mentions " + word).toList()));
        json.set(
                "gaps",
                Json.strings(
                        missing.stream().map(word -> "No mention of " + word).toList()));
        json.set("matchedSkills", Json.strings(matched));
        json.set("missingSkills", Json.strings(missing));
        return json.put("summary", summary(match, matched)).put("recommendation", recommendation(match.score()));
    }

    private static String summary(JobMatch match, List<String> matched) {
        int all = match.matched().size() + match.missing().size();
        String among = matched.isEmpty() ? "" : ", among them " + String.join(", ", matched);
        return "Covers " + match.matched().size() + " of " + all + " points of the job description" + among + ".";
    }

    private static String recommendation(int score) {
        if (score >= 70) {
            return "strong";
        }
        return score >= 45 ? "possible" : "weak";
    }
}
