package io.tokentally.application.service.shortlist;

import io.tokentally.application.port.in.shortlist.AnalysisCostUseCase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.shortlist.CandidateId;
import io.tokentally.domain.shortlist.RankingId;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/** Finds what the reading of a résumé or a ranking cost, by a tag that its calls have. */
@Transactional(readOnly = true)
public class AnalysisCosts implements AnalysisCostUseCase {

    private static final String CANDIDATE = "candidate";
    private static final String RANKING = "ranking";

    private final CallHistory history;
    private final Clock clock;

    public AnalysisCosts(CallHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    static Tags tags(CandidateId candidateId) {
        return new Tags(Map.of(CANDIDATE, candidateId.toString()));
    }

    static Tags tags(RankingId rankingId) {
        return new Tags(Map.of(RANKING, rankingId.toString()));
    }

    @Override
    public Optional<AnalysisCost> costOf(Viewer viewer, CandidateId candidateId, Instant since) {
        return costOf(viewer, ShortlistService.EXTRACT_CANDIDATE_INFO, tags(candidateId), since);
    }

    @Override
    public Optional<AnalysisCost> costOf(Viewer viewer, RankingId rankingId, Instant since) {
        return costOf(viewer, ShortlistService.ANALYZE_RESUME_MATCH, tags(rankingId), since);
    }

    private Optional<AnalysisCost> costOf(Viewer viewer, Endpoint endpoint, Tags tags, Instant since) {
        CallFilter filter = CallFilter.ALL.withEndpoint(endpoint).withUserId(viewer.userId());
        List<Cost> costs = history
                .findOlder(
                        viewer,
                        UsageScope.OWN,
                        new TimeRange(
                                quarterOf(since), quarterOf(clock.instant()).plus(TimeRange.BUCKET)),
                        filter,
                        null,
                        PageRequest.MAX_LIMIT)
                .stream()
                .filter(call -> call.attribution().tags().equals(tags))
                .map(call -> call.cost())
                .toList();
        return costs.isEmpty() ? Optional.empty() : Optional.of(sum(costs));
    }

    private static AnalysisCost sum(List<Cost> costs) {
        Currency currency = costs.getFirst().currency();
        List<Money> known = costs.stream()
                .filter(cost -> cost.currency().equals(currency))
                .map(Cost::total)
                .toList();
        return new AnalysisCost(
                Money.sum(currency, known),
                costs.stream().anyMatch(cost -> cost.status() == CostStatus.ESTIMATED),
                known.size() == costs.size() && costs.stream().noneMatch(cost -> cost.status() == CostStatus.UNPRICED));
    }

    private static Instant quarterOf(Instant instant) {
        long bucket = TimeRange.BUCKET.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), bucket) * bucket);
    }
}
