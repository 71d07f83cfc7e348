package io.tokentally.application.service.usage;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Reads single calls for those who may see them. */
@Transactional(readOnly = true)
public class ListCallsService implements ListCallsUseCase {

    /** SDKs give up within the hour; who names calls may send one again days later. */
    private static final Duration MAX_BETWEEN_ATTEMPTS = Duration.ofDays(7);

    private final CallHistory history;

    public ListCallsService(CallHistory history) {
        this.history = history;
    }

    @Override
    public List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking) {
        viewer.requireMayLook(query.scope());
        return history.findTop(
                viewer, query.scope(), query.period().range(), query.filter(), ranking, CallRanking.MOST);
    }

    @Override
    public List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
        viewer.requireMayLook(query.scope());
        return history.findOlder(viewer, query.scope(), query.period().range(), query.filter(), than, limit);
    }

    @Override
    public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
        return history.find(viewer, id);
    }

    @Override
    public List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near) {
        TimeRange weeks = TimeRange.around(near.minus(MAX_BETWEEN_ATTEMPTS), near.plus(MAX_BETWEEN_ATTEMPTS));
        return history.findAttempts(viewer, call, weeks, MOST_ATTEMPTS);
    }

    @Override
    public long count(Viewer viewer, CallQuery query) {
        viewer.requireMayLook(query.scope());
        return history.count(viewer, query.scope(), query.period().range(), query.filter());
    }
}
