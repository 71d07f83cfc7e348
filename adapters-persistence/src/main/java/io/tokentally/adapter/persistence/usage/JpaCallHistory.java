package io.tokentally.adapter.persistence.usage;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
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
import org.jspecify.annotations.Nullable;

/** Reads single calls, each query for one viewer. */
final class JpaCallHistory implements CallHistory {

    private final EntityManager entityManager;
    private final ViewerIdentity identity;
    private final CallCounter rolledUpCount;
    private final UsageRecordMapper mapper;

    JpaCallHistory(
            EntityManager entityManager, ViewerIdentity identity, CallCounter rolledUpCount, UsageRecordMapper mapper) {
        this.entityManager = entityManager;
        this.identity = identity;
        this.rolledUpCount = rolledUpCount;
        this.mapper = mapper;
    }

    @Override
    public List<UsageRecord> find(
            Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallOrder order, PageRequest page) {
        identity.assume(viewer);
        return query(viewer, scope, range, filter, order, null)
                .setFirstResult(page.offset())
                .setMaxResults(page.limit())
                .getResultStream()
                .map(this::detached)
                .toList();
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
        return query(viewer, scope, range, filter, CallOrder.NEWEST_FIRST, than)
                .setMaxResults(limit)
                .getResultStream()
                .map(this::detached)
                .toList();
    }

    private TypedQuery<UsageRecordEntity> query(
            Viewer viewer,
            UsageScope scope,
            TimeRange range,
            CallFilter filter,
            CallOrder order,
            @Nullable UsageRecordId olderThan) {
        CriteriaBuilder builder = entityManager.getCriteriaBuilder();
        CriteriaQuery<UsageRecordEntity> query = builder.createQuery(UsageRecordEntity.class);
        Root<UsageRecordEntity> call = query.from(UsageRecordEntity.class);
        CallCriteria criteria = new CallCriteria(builder, call);
        List<Predicate> wanted = criteria.matching(viewer, scope, range, filter);
        if (olderThan != null) {
            wanted.addAll(criteria.olderThan(olderThan));
        }
        query.where(wanted.toArray(Predicate[]::new)).orderBy(criteria.by(order));
        return entityManager.createQuery(query);
    }

    private UsageRecord detached(UsageRecordEntity call) {
        entityManager.detach(call);
        return mapper.toUsageRecord(call);
    }
}
