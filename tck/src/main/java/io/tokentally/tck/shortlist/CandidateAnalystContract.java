package io.tokentally.tck.shortlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.ResumeText;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every analyst does, whichever model reads. */
public abstract class CandidateAnalystContract {

    public static final Attribution ATTRIBUTION = Attribution.of(
            new OrganizationId("acme"), new UserId("member@acme.example"), new Endpoint("extract_candidate_info"));

    public static final ResumeText RESUME = new ResumeText("""
            Anna Schmidt
            Berlin, Germany | anna.schmidt@example.com | +49 30 1234567

            Summary
            Backend engineer who builds payment systems.

            Skills
            Java, Spring Boot, PostgreSQL, Kafka

            Experience
            Senior Software Engineer, Example Bank (2019 - 2024)
            Built the ledger service.

            Education
            M.Sc. Computer Science, Technical University of Berlin, 2015
            """);

    public static final JobDescription JOB =
            new JobDescription("We look for a backend engineer with Java, Spring Boot and PostgreSQL for our ledger.");

    protected abstract CandidateAnalyst analyst();

    /** Candidates who know Java (even numbers) or carpentry (odd numbers). */
    public static List<Candidate> candidates(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Candidate(
                        new CandidateId(new UUID(7, number)),
                        new OrganizationId("acme"),
                        new UserId("member@acme.example"),
                        Instant.parse("2026-10-15T12:00:00Z"),
                        "resume-" + number + ".pdf",
                        profile(number)))
                .toList();
    }

    private static CandidateProfile profile(int number) {
        List<String> skills =
                number % 2 == 0 ? List.of("Java", "Spring Boot", "PostgreSQL") : List.of("Carpentry", "Upholstery");
        return new CandidateProfile(
                "Candidate " + number,
                "candidate" + number + "@example.com",
                null,
                null,
                null,
                skills,
                List.of(),
                List.of());
    }

    @Test
    void profileHoldsWhatTheResumeSays() {
        CandidateProfile profile = analyst().extract(ATTRIBUTION, RESUME);

        assertThat(profile.name()).isEqualTo("Anna Schmidt");
        assertThat(profile.email()).isEqualTo("anna.schmidt@example.com");
        assertThat(profile.skills()).contains("Java", "PostgreSQL");
        assertThat(profile.experience()).isNotEmpty();
        assertThat(profile.education()).isNotEmpty();
    }

    @Test
    void whatTheResumeDoesNotSayIsAbsent() {
        CandidateProfile profile = analyst().extract(ATTRIBUTION, new ResumeText("Anna Schmidt\nSkills\nJava"));

        assertThat(profile.email()).isNull();
        assertThat(profile.phone()).isNull();
    }

    @Test
    void eachCandidateHasOneMatchAndTheFitterTheBetter() {
        List<Candidate> candidates = candidates(2);

        List<CandidateMatch> matches = analyst().match(ATTRIBUTION, JOB, candidates);

        assertThat(matches)
                .extracting(CandidateMatch::candidateId)
                .containsExactlyInAnyOrder(
                        candidates.get(0).id(), candidates.get(1).id());
        assertThat(scoreOf(candidates.get(0), matches)).isGreaterThan(scoreOf(candidates.get(1), matches));
    }

    @Test
    void manyCandidatesAreAllMatched() {
        List<Candidate> candidates = candidates(45);

        List<CandidateMatch> matches = analyst().match(ATTRIBUTION, JOB, candidates);

        assertThat(matches)
                .extracting(CandidateMatch::candidateId)
                .containsExactlyInAnyOrderElementsOf(
                        candidates.stream().map(Candidate::id).toList());
    }

    @Test
    void nobodyHasNoMatch() {
        assertThat(analyst().match(ATTRIBUTION, JOB, List.of())).isEmpty();
    }

    private static int scoreOf(Candidate candidate, List<CandidateMatch> matches) {
        return matches.stream()
                .filter(match -> match.candidateId().equals(candidate.id()))
                .mapToInt(CandidateMatch::score)
                .findFirst()
                .orElseThrow();
    }
}
