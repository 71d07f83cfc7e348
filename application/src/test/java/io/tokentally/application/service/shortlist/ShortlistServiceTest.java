package io.tokentally.application.service.shortlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.in.shortlist.DescribeAnalystUseCase.AnalystDescription;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.application.port.out.shortlist.Candidates;
import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.RankedCandidate;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShortlistServiceTest {

    private static final Instant NOON = Instant.parse("2026-10-15T12:00:00Z");
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);
    private static final JobDescription JOB = new JobDescription("Somebody who programs engines");
    private static final ResumeFile FILE = new ResumeFile("cv.txt", "Charles".getBytes(StandardCharsets.UTF_8));

    private final ListedCandidates candidates = new ListedCandidates();
    private final FakeAnalyst analyst = new FakeAnalyst();
    private final ResumeReader reader = file -> new ResumeText(new String(file.content(), StandardCharsets.UTF_8));

    @Test
    void aResumeBecomesACandidateOfTheViewersOrganization() {
        Candidate candidate = service(reader).extract(ADA, FILE);

        assertThat(candidate.organizationId()).isEqualTo(ADA.organizationId());
        assertThat(candidate.uploadedBy()).isEqualTo(ADA.userId());
        assertThat(candidate.uploadedAt()).isEqualTo(NOON);
        assertThat(candidate.fileName()).isEqualTo("cv.txt");
        assertThat(candidate.profile().name()).isEqualTo("Charles");
        assertThat(candidates.kept).containsExactly(candidate);
        assertThat(candidates.viewers).containsExactly(ADA);
    }

    @Test
    void eachCallOfAModelIsBookedOnTheViewerAndTheFeature() {
        candidates.kept.add(candidate("one"));
        service(reader).extract(ADA, FILE);
        analyst.scores(1, 2);
        List<String> told = new ArrayList<>();
        service(reader).rank(ADA, JOB, (id, since) -> {
            told.add(id.toString());
            assertThat(since).isEqualTo(NOON);
        });

        assertThat(told).hasSize(1);
        assertThat(analyst.attributions)
                .containsExactly(
                        new Attribution(
                                ADA.organizationId(),
                                ADA.userId(),
                                new Endpoint("extract_candidate_info"),
                                Attribution.Source.CONTEXT,
                                new Tags(Map.of(
                                        "candidate",
                                        candidates.kept.getLast().id().toString())),
                                null),
                        new Attribution(
                                ADA.organizationId(),
                                ADA.userId(),
                                new Endpoint("analyze_resume_match"),
                                Attribution.Source.CONTEXT,
                                new Tags(Map.of("ranking", told.getFirst())),
                                null));
    }

    @Test
    void whoeverWatchesLearnsThatAModelIsAsked() {
        List<String> told = new ArrayList<>();
        ResumeReader hiding =
                file -> new ResumeText(List.of(new ResumeText.Passage("a", false), new ResumeText.Passage("b", true)));

        Candidate candidate = service(hiding)
                .extract(ADA, FILE, (id, since, hidesText) -> told.add(id + " " + since + " " + hidesText));

        assertThat(told).containsExactly(candidate.id() + " " + NOON + " true");
    }

    @Test
    void aCandidateIsNamedByWhoTypesTheName() {
        Candidate nameless = new Candidate(
                new CandidateId(UUID.randomUUID()),
                ADA.organizationId(),
                new UserId("bob"),
                NOON,
                "cv.pdf",
                new CandidateProfile(null, "a@b.example", null, null, null, List.of(), List.of(), List.of()));
        candidates.kept.addAll(List.of(nameless, candidate("other")));

        CandidateStore store = new CandidateStore(candidates);
        store.name(ADA, nameless.id(), " Zoë Example ");

        assertThat(candidates.kept)
                .hasSize(2)
                .contains(nameless.named("Zoë Example", ADA.userId()))
                .doesNotContain(nameless);
        assertThatThrownBy(() -> store.name(ADA, nameless.id(), " ")).hasMessage("name must not be blank");
    }

    @Test
    void aFileThatCannotBeReadCostsNothing() {
        ResumeReader unreadable = file -> {
            throw new UnreadableResumeException("encrypted");
        };

        assertThatThrownBy(() -> service(unreadable).extract(ADA, FILE)).isInstanceOf(UnreadableResumeException.class);
        assertThat(analyst.attributions).isEmpty();
        assertThat(candidates.kept).isEmpty();
    }

    @Test
    void withoutAnAnswerNoCandidateIsKept() {
        analyst.fails = true;

        assertThatThrownBy(() -> service(reader).extract(ADA, FILE)).isInstanceOf(AnalysisFailedException.class);
        assertThat(candidates.kept).isEmpty();
    }

    @Test
    void theBestMatchComesFirstAndEqualsAsTheyWere() {
        candidates.kept.addAll(List.of(candidate("a"), candidate("b"), candidate("c"), candidate("d")));
        analyst.scores(50, 90, 50, 100);

        assertThat(service(reader).rank(ADA, JOB))
                .extracting(ranked -> ranked.candidate().profile().name())
                .containsExactly("d", "b", "a", "c");
    }

    @Test
    void eachCandidateHasItsOwnMatchWhateverTheOrderOfTheAnswer() {
        candidates.kept.addAll(List.of(candidate("a"), candidate("b")));
        analyst.matches = List.of(match(candidates.kept.get(1), 10), match(candidates.kept.get(0), 20));

        assertThat(service(reader).rank(ADA, JOB))
                .allMatch(ranked ->
                        ranked.match().candidateId().equals(ranked.candidate().id()))
                .extracting(ranked -> ranked.match().score())
                .containsExactly(20, 10);
    }

    @Test
    void matchesOfStrangersAndRepeatedMatchesChangeNothing() {
        Candidate known = candidate("known");
        candidates.kept.add(known);
        analyst.matches = List.of(match(candidate("stranger"), 100), match(known, 60), match(known, 10));

        assertThat(service(reader).rank(ADA, JOB)).containsExactly(new RankedCandidate(known, match(known, 60)));
    }

    @Test
    void aCandidateThatTheModelLeftOutIsNotPassedOver() {
        candidates.kept.addAll(List.of(candidate("a"), candidate("b")));
        analyst.scores(50);

        assertThatThrownBy(() -> service(reader).rank(ADA, JOB))
                .isInstanceOf(AnalysisFailedException.class)
                .hasMessage("The model left out some of the candidates. Try again.");
    }

    @Test
    void withoutCandidatesNoModelIsCalled() {
        assertThat(service(reader).rank(ADA, JOB)).isEmpty();
        assertThat(analyst.attributions).isEmpty();
    }

    @Test
    void theAnalystIsNamed() {
        assertThat(service(reader).describe()).isEqualTo(new AnalystDescription(new ModelName("gpt-4.1-nano"), true));
    }

    @Test
    void removingIsDoneForTheViewer() {
        Candidate candidate = candidate("a");
        candidates.kept.add(candidate);
        new CandidateStore(candidates).remove(ADA, candidate.id());

        assertThat(candidates.kept).isEmpty();
        assertThat(candidates.viewers).containsExactly(ADA);
    }

    private ShortlistService service(ResumeReader resumeReader) {
        return new ShortlistService(
                resumeReader,
                analyst,
                new CandidateStore(candidates),
                UUID::randomUUID,
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static Candidate candidate(String name) {
        CandidateId id = new CandidateId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        return new Candidate(id, ADA.organizationId(), ADA.userId(), NOON, name + ".pdf", profile(name));
    }

    private static CandidateProfile profile(String name) {
        return new CandidateProfile(name, null, null, null, null, List.of(), List.of(), List.of());
    }

    private static CandidateMatch match(Candidate candidate, int score) {
        return new CandidateMatch(candidate.id(), score, List.of(), List.of());
    }

    private final class FakeAnalyst implements CandidateAnalyst {

        private final List<Attribution> attributions = new ArrayList<>();
        private List<CandidateMatch> matches = List.of();
        private boolean fails;

        /** One match for each of the first candidates. */
        void scores(int... scores) {
            List<CandidateMatch> made = new ArrayList<>();
            for (int i = 0; i < scores.length; i++) {
                made.add(match(candidates.kept.get(i), scores[i]));
            }
            matches = made;
        }

        @Override
        public CandidateProfile extract(Attribution attribution, ResumeText resume) {
            attributions.add(attribution);
            if (fails) {
                throw new AnalysisFailedException("no answer");
            }
            return profile(resume.value());
        }

        @Override
        public List<CandidateMatch> match(Attribution attribution, JobDescription job, List<Candidate> all) {
            attributions.add(attribution);
            return matches;
        }

        private CandidateMatch match(Candidate candidate, int score) {
            return ShortlistServiceTest.match(candidate, score);
        }

        @Override
        public ModelName model() {
            return new ModelName("gpt-4.1-nano");
        }

        @Override
        public boolean isSimulated() {
            return true;
        }
    }

    private static final class ListedCandidates implements Candidates {

        private final List<Candidate> kept = new ArrayList<>();
        private final List<Viewer> viewers = new ArrayList<>();

        @Override
        public void add(Viewer viewer, Candidate candidate) {
            viewers.add(viewer);
            kept.add(candidate);
        }

        @Override
        public List<Candidate> all(Viewer viewer) {
            viewers.add(viewer);
            return List.copyOf(kept);
        }

        @Override
        public void remove(Viewer viewer, CandidateId candidateId) {
            viewers.add(viewer);
            kept.removeIf(candidate -> candidate.id().equals(candidateId));
        }
    }
}
