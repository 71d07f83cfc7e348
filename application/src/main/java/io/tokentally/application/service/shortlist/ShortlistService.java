package io.tokentally.application.service.shortlist;

import io.tokentally.application.port.in.shortlist.DescribeAnalystUseCase;
import io.tokentally.application.port.in.shortlist.ExtractCandidateUseCase;
import io.tokentally.application.port.in.shortlist.RankCandidatesUseCase;
import io.tokentally.application.port.in.shortlist.RankingWatcher;
import io.tokentally.application.port.in.shortlist.ReadingWatcher;
import io.tokentally.application.port.out.shortlist.CandidateAnalyst;
import io.tokentally.application.port.out.shortlist.ResumeReader;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.shortlist.AnalysisFailedException;
import io.tokentally.domain.shortlist.Candidate;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.CandidateMatch;
import io.tokentally.domain.shortlist.CandidateProfile;
import io.tokentally.domain.shortlist.JobDescription;
import io.tokentally.domain.shortlist.RankedCandidate;
import io.tokentally.domain.shortlist.RankingId;
import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Lets a model read résumés and rank candidates, on behalf of the viewer, who pays for it. */
public final class ShortlistService implements ExtractCandidateUseCase, RankCandidatesUseCase, DescribeAnalystUseCase {

    public static final Endpoint EXTRACT_CANDIDATE_INFO = new Endpoint("extract_candidate_info");
    public static final Endpoint ANALYZE_RESUME_MATCH = new Endpoint("analyze_resume_match");

    private final ResumeReader reader;
    private final CandidateAnalyst analyst;
    private final CandidateStore store;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /** @param ids what candidates and rankings are told apart by, another each time */
    public ShortlistService(
            ResumeReader reader, CandidateAnalyst analyst, CandidateStore store, Supplier<UUID> ids, Clock clock) {
        this.reader = reader;
        this.analyst = analyst;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Candidate extract(Viewer viewer, ResumeFile file, ReadingWatcher watcher) {
        ResumeText text = reader.read(file);
        CandidateId id = new CandidateId(ids.get());
        watcher.asking(id, clock.instant(), text.hidesText());
        CandidateProfile profile =
                analyst.extract(attribution(viewer, EXTRACT_CANDIDATE_INFO, AnalysisCosts.tags(id)), text);
        Candidate candidate =
                new Candidate(id, viewer.organizationId(), viewer.userId(), clock.instant(), file.name(), profile);
        store.add(viewer, candidate);
        return candidate;
    }

    @Override
    public List<RankedCandidate> rank(Viewer viewer, JobDescription jobDescription, RankingWatcher watcher) {
        List<Candidate> candidates = store.candidates(viewer);
        if (candidates.isEmpty()) {
            return List.of();
        }
        RankingId id = new RankingId(ids.get());
        watcher.asking(id, clock.instant());
        Attribution attribution = attribution(viewer, ANALYZE_RESUME_MATCH, AnalysisCosts.tags(id));
        Map<CandidateId, CandidateMatch> matches = analyst.match(attribution, jobDescription, candidates).stream()
                .collect(Collectors.toMap(CandidateMatch::candidateId, Function.identity(), (one, two) -> one));
        return candidates.stream()
                .map(candidate -> new RankedCandidate(candidate, matchOf(candidate, matches)))
                .sorted(Comparator.comparingInt(
                                (RankedCandidate ranked) -> ranked.match().score())
                        .reversed())
                .toList();
    }

    @Override
    public AnalystDescription describe() {
        return new AnalystDescription(analyst.model(), analyst.isSimulated());
    }

    private static CandidateMatch matchOf(Candidate candidate, Map<CandidateId, CandidateMatch> matches) {
        CandidateMatch match = matches.get(candidate.id());
        if (match == null) {
            throw new AnalysisFailedException("The model left out some of the candidates. Try again.");
        }
        return match;
    }

    private static Attribution attribution(Viewer viewer, Endpoint endpoint, Tags tags) {
        return new Attribution(
                viewer.organizationId(), viewer.userId(), endpoint, Attribution.Source.CONTEXT, tags, null);
    }
}
