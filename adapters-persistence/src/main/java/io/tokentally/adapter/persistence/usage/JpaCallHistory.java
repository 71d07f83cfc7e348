package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.adapter.persistence.report.SumsQuestion;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallOrder;
import io.tokentally.domain.usage.PageRequest;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
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
    public List<UsageRecord> find(
            Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallOrder order, PageRequest page) {
        identity.assume(viewer);
        if (order.equals(CallOrder.NEWEST_FIRST)) {
            return newest(viewer, scope, range, filter, null, page.offset(), page.limit());
        }
        return query(viewer, scope, range, filter, order)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultStream()
                .map(this::detached)
                .toList();
    }

    @Override
    public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
        identity.assume(viewer);
        return search.find(viewer.organizationId(), id).map(this::detached);
    }

    /** From the roll-ups, which know all that calls are filtered by. */
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
        return newest(viewer, scope, range, filter, than, 0, limit);
    }

    private List<UsageRecord> newest(
            Viewer viewer,
            UsageScope scope,
            TimeRange range,
            CallFilter filter,
            @Nullable UsageRecordId than,
            int offset,
            int limit) {
        SumsQuestion question = SumsQuestion.of(viewer, scope, range).only(SumsQuestion.filtersOf(filter));
        return search.newest(question, than, offset, limit).stream()
                .map(this::detached)
                .toList();
    }

    private TypedQuery<UsageRecordEntity> query(
            Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallOrder order) {
        CriteriaBuilder builder = entityManager.getCriteriaBuilder();
        CriteriaQuery<UsageRecordEntity> query = builder.createQuery(UsageRecordEntity.class);
        Root<UsageRecordEntity> call = query.from(UsageRecordEntity.class);
        CallCriteria criteria = new CallCriteria(builder, call);
        List<Predicate> wanted = criteria.matching(viewer, scope, range, filter);
        query.where(wanted.toArray(Predicate[]::new)).orderBy(criteria.by(order));
        return entityManager.createQuery(query);
    }

    private UsageRecord detached(UsageRecordEntity call) {
        entityManager.detach(call);
        return mapper.toUsageRecord(call);
    }
}
