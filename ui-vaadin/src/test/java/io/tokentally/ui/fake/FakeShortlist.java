package io.tokentally.ui.fake;

import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase;
import io.tokentally.application.port.in.shortlist.DescribeAnalystUseCase;
import io.tokentally.application.port.in.shortlist.ExtractCandidateUseCase;
import io.tokentally.application.port.in.shortlist.ManageCandidatesUseCase;
import io.tokentally.application.port.in.shortlist.RankCandidatesUseCase;
import io.tokentally.application.port.in.shortlist.RankingWatcher;
import io.tokentally.application.port.in.shortlist.ReadingWatcher;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.CandidateProfile.Degree;
import io.tokentally.domain.shortlist.CandidateProfile.Position;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.RankedCandidate;
import io.tokentally.domain.shortlist.RankingId;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A shelf of candidates, and a model that always answers the same. */
public final class FakeShortlist
        implements ExtractCandidateUseCase,
                AnalysisCostUseCase,
                ManageCandidatesUseCase,
                RankCandidatesUseCase,
                DescribeAnalystUseCase {

    private final Clock clock;
    private final List<Candidate> shelf = new CopyOnWriteArrayList<>();
    private final List<RankingId> rankings = new CopyOnWriteArrayList<>();
    private @Nullable RuntimeException failure;
    private boolean simulated = true;
    private boolean hidesText;

    public FakeShortlist(Clock clock) {
        this.clock = clock;
    }

    public void failWith(RuntimeException exception) {
        failure = exception;
    }

    public void setSimulated(boolean wanted) {
        simulated = wanted;
    }

    public void clear() {
        shelf.clear();
        failure = null;
        simulated = true;
        hidesText = false;
    }

    public Candidate add(Viewer viewer, String fileName, CandidateProfile profile) {
        Candidate candidate = new Candidate(
                new CandidateId(UUID.randomUUID()),
                viewer.organizationId(),
                viewer.userId(),
                clock.instant(),
                fileName,
                profile);
        shelf.addFirst(candidate);
        return candidate;
    }

    @Override
    public Candidate extract(Viewer viewer, ResumeFile file, ReadingWatcher watcher) {
        if (failure instanceof UnreadableResumeException) {
            throw failure;
        }
        watcher.asking(new CandidateId(UUID.randomUUID()), clock.instant(), hidesText);
        throwIfBroken();
        return add(viewer, file.name(), file.name().startsWith("nameless") ? nameless() : ada());
    }

    @Override
    public Optional<AnalysisCost> costOf(Viewer viewer, CandidateId candidateId, Instant since) {
        return Optional.of(new AnalysisCost(Money.usd("0.0042"), false, true));
    }

    @Override
    public Optional<AnalysisCost> costOf(Viewer viewer, RankingId rankingId, Instant since) {
        return rankings.contains(rankingId)
                ? Optional.of(new AnalysisCost(Money.usd("0.0017"), true, true))
                : Optional.empty();
    }

    @Override
    public void name(Viewer viewer, CandidateId candidateId, String name) {
        shelf.replaceAll(
                candidate -> candidate.id().equals(candidateId) ? candidate.named(name, viewer.userId()) : candidate);
    }

    public void hideText() {
        hidesText = true;
    }

    private static CandidateProfile nameless() {
        return new CandidateProfile(null, "a@b.example", null, null, null, List.of("Java"), List.of(), List.of());
    }

    @Override
    public List<Candidate> candidates(Viewer viewer) {
        return shelf.stream()
                .filter(candidate -> candidate.organizationId().equals(viewer.organizationId()))
                .toList();
    }

    @Override
    public void remove(Viewer viewer, CandidateId candidateId) {
        shelf.removeIf(candidate -> candidate.id().equals(candidateId));
    }

    @Override
    public List<RankedCandidate> rank(Viewer viewer, JobDescription jobDescription, RankingWatcher watcher) {
        if (!candidates(viewer).isEmpty()) {
            RankingId id = new RankingId(UUID.randomUUID());
            rankings.add(id);
            watcher.asking(id, clock.instant());
        }
        throwIfBroken();
        List<RankedCandidate> ranked = new ArrayList<>();
        int score = 91;
        for (Candidate candidate : candidates(viewer)) {
            ranked.add(new RankedCandidate(
                    candidate,
                    new CandidateMatch(
                            candidate.id(),
                            score,
                            List.of("Nine years of Java on the JVM", "Ran PostgreSQL in production"),
                            List.of("No experience with Vaadin"))));
            score = Math.max(0, score - 37);
        }
        return ranked;
    }

    @Override
    public AnalystDescription describe() {
        return new AnalystDescription(new ModelName("gpt-4.1-nano"), simulated);
    }

    public static CandidateProfile ada() {
        return new CandidateProfile(
                "Ada Byron",
                "ada@example.com",
                "+44 20 7946 0018",
                "London",
                "Backend engineer who likes exact numbers and small interfaces.",
                List.of("Java", "PostgreSQL", "Spring", "Kafka", "Domain-driven design"),
                List.of(
                        new Position("Staff Engineer", "Analytical Engines", "2021 – today", "Billing and metering."),
                        new Position("Software Engineer", "Difference Ltd", "2016 – 2021", null)),
                List.of(new Degree("MSc Mathematics", "University of London", "2016")));
    }

    public static CandidateProfile bruno() {
        return new CandidateProfile(
                "Bruno Costa",
                "bruno@example.com",
                null,
                "Lisbon",
                null,
                List.of("TypeScript", "React", "Node"),
                List.of(new Position("Frontend Developer", "Azulejo", "2020 – 2024", null)),
                List.of());
    }

    private void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }
}
