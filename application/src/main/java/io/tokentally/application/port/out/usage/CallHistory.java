package io.tokentally.application.port.out.usage;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads single calls back from the ledger. Nobody sees more than the database lets this viewer see, whatever the scope.
 */
@ReadsOrganizationData
public interface CallHistory {

    /** One call, by its id; empty where there is none that the viewer may see. */
    Optional<UsageRecord> find(Viewer viewer, UsageRecordId id);

    long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter);

    /**
     * The first calls behind one, the newest first: read page by page, each call comes once, whatever is added meanwhile.
     *
     * @param than the call to go on behind; absent to begin with the newest
     */
    List<UsageRecord> findOlder(
            Viewer viewer,
            UsageScope scope,
            TimeRange range,
            CallFilter filter,
            @Nullable UsageRecordId than,
            int limit);

    /**
     * The calls that stand out, the greatest first and of the same the newest, without those that no provider bills.
     *
     * @throws io.tokentally.domain.report.TooManyCallsException if somebody's calls are too many to be compared
     */
    List<UsageRecord> findTop(
            Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallRanking ranking, int most);

    /** The attempts of one call within the range, the first first, as far as the viewer may see them. */
    List<UsageRecord> findAttempts(Viewer viewer, CallId call, TimeRange range, int most);
}
