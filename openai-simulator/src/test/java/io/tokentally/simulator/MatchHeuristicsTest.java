package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MatchHeuristicsTest {

    private static final String JOB = "We are looking for an engineer with Java, Spring Boot, PostgreSQL and Kafka.";

    @ParameterizedTest
    @ValueSource(strings = {"""
        Job description:
        %s

        Candidates:
        [{"candidateId": "c-1", "name": "Ann", "skills": ["Java", "Spring Boot", "PostgreSQL", "Kafka", "engineer"]},
         {"candidateId": "c-2", "name": "Bob", "skills": ["Java"]},
         {"candidateId": "c-3", "name": "Cid", "skills": ["Cooking"]}]
        """, """
        {"job_description": "%s", "candidates": [
          {"id": "c-1", "resume": "Ann, engineer: Java, Spring Boot, PostgreSQL, Kafka"},
          {"id": "c-2", "resume": "Bob: Java"}, {"id": "c-3", "resume": "Cid: Cooking"}]}
        """, """
        Compare these candidates with the job.

        ## Job description
        %s

        candidate_id: c-1
        Ann is an engineer: Java, Spring Boot, PostgreSQL, Kafka

        candidate_id: c-2
        Bob: Java

        candidate_id: c-3
        Cid: Cooking
        """, """
        %s
        --- id: c-1
        Ann, engineer: Java, Spring Boot, PostgreSQL, Kafka
        --- id: c-2
        Bob: Java
        --- id: c-3
        Cid: Cooking
        """, """
        Candidate ID: c-1
        engineer, Java, Spring Boot, PostgreSQL, Kafka
        Candidate ID: c-2
        Java
        Candidate ID: c-3
        Cooking
        Job description:
        %s
        """, """
        <job>%s</job>
        <candidate id="c-1">engineer, Java, Spring Boot, PostgreSQL, Kafka</candidate>
        <candidate id="c-2">Java</candidate>
        <candidate id="c-3">Cooking</candidate>
        """})
    void everyCandidateIsFoundAndTheBetterScoresHigher(String prompt) {
        JsonNode results = MatchHeuristics.draft(prompt.formatted(JOB)).path("results");

        assertThat(texts(results, "candidateId")).containsExactly("c-1", "c-2", "c-3");
        List<Integer> scores = results.valueStream()
                .map(result -> result.path("score").asInt())
                .toList();
        assertThat(scores.get(0)).isBetween(90, 100);
        assertThat(scores.get(1)).isBetween(20, 75);
        assertThat(scores.get(2)).isBetween(0, 15);
    }

    @Test
    void reasonsAndGapsNameTheWords() {
        JsonNode bob = MatchHeuristics.draft(JOB + "\ncandidate_id: c-2\nName: Bob Ray\nJava and Kafka")
                .path("results")
                .path(0);

        assertThat(bob.path("name").asString()).isEqualTo("Bob Ray");
        assertThat(bob.path("reasons").valueStream().map(JsonNode::asString))
                .containsExactly("Mentions Java", "Mentions Kafka");
        assertThat(bob.path("gaps").valueStream().map(JsonNode::asString))
                .contains("No mention of Spring", "No mention of PostgreSQL");
        assertThat(bob.path("summary").asString()).startsWith("Covers 2 of 6 points");
    }

    @Test
    void jobWithAnIdIsNoCandidate() {
        JsonNode results = MatchHeuristics.draft(
                        "{\"job\": {\"id\": 7, \"text\": \"Java\"}, \"candidates\": [{\"id\": 12, \"text\": \"Java\"}]}")
                .path("results");

        assertThat(texts(results, "candidateId")).containsExactly("12");
        assertThat(results.path(0).path("score").asInt()).isEqualTo(97);
    }

    @Test
    void oneCandidateNeedsNoId() {
        JsonNode draft = MatchHeuristics.draft("Job description:\n" + JOB + "\n\nResume:\nengineer with Java");

        assertThat(draft.has("candidateId")).isFalse();
        assertThat(draft.path("score").asInt()).isBetween(20, 80);
        assertThat(draft.path("results")).hasSize(1);
    }

    @Test
    void promptWithoutCandidatesHasNoResults() {
        assertThat(MatchHeuristics.draft("Say hello").path("results")).isEmpty();
    }

    @Test
    void techniquesWeighMoreThanOtherWords() {
        String job = "Build pipelines with Kafka";

        assertThat(JobMatch.of(job, "Kafka").score())
                .isGreaterThan(JobMatch.of(job, "pipelines").score());
        assertThat(JobMatch.of(job, "pipeline").matched()).containsExactly("pipelines");
    }

    private static List<String> texts(JsonNode array, String property) {
        return array.valueStream().map(item -> item.path(property).asString()).toList();
    }
}
