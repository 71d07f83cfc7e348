package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads single calls, each query for one viewer. */
final class JpaCallHistory implements CallHistory {

    private final EntityManager entityManager;
    private final ViewerIdentity identity;
    private final CallSearch search;
    private final CallCounter rolledUpCount;
    private final UsageRecordMapper mapper;

    JpaCallHistory(
            EntityManager entityManager,
            ViewerIdentity identity,
            CallSearch search,
            CallCounter rolledUpCount,
            UsageRecordMapper mapper) {
        this.entityManager = entityManager;
        this.identity = identity;
        this.search = search;
        this.rolledUpCount = rolledUpCount;
        this.mapper = mapper;
    }

    @Override
    public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
        identity.assume(viewer);
        return search.find(viewer.organizationId(), id).map(this::detached);
    }

    /** From the roll-ups, which know all that calls are filtered by but tags. */
    @Override
    public long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
        identity.assume(viewer);
        return rolledUpCount.count(viewer, scope, range, filter);
    }

    @Override
    public List<UsageRecord> findOlder(
            Viewer viewer,
            UsageScope scope,
            TimeRange range,
            CallFilter filter,
            @Nullable UsageRecordId than,
            int limit) {
        identity.assume(viewer);
        return search.newest(question(viewer, scope, range, filter), than, limit).stream()
                .map(this::detached)
                .toList();
    }

    @Override
    public List<UsageRecord> findTop(
            Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallRanking ranking, int most) {
        identity.assume(viewer);
        return search.top(question(viewer, scope, range, filter), ranking, most).stream()
                .map(this::detached)
                .toList();
    }

    @Override
    public List<UsageRecord> findAttempts(Viewer viewer, CallId call, TimeRange range, int most) {
        identity.assume(viewer);
        return search.attempts(viewer.organizationId(), call, range, most).stream()
                .map(this::detached)
                .toList();
    }

    private static SumsQuestion question(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
        return SumsQuestion.of(viewer, scope, range).only(filter);
    }

    private UsageRecord detached(UsageRecordEntity call) {
        entityManager.detach(call);
        return mapper.toUsageRecord(call);
    }
}
