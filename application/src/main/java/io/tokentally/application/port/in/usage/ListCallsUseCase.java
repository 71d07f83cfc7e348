package io.tokentally.application.port.in.usage;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody looks at single calls. */
@ReadsOrganizationData
public interface ListCallsUseCase {

    int MOST_ATTEMPTS = 50;

    /**
     * The first calls behind one, the newest first: read page by page, each call comes once, whatever is added meanwhile.
     *
     * @param than the call to go on behind; absent to begin with the newest
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     */
    List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit);

    /**
     * At most {@value CallRanking#MOST} calls, the greatest first.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     * @throws io.tokentally.domain.report.TooManyCallsException if somebody's calls are too many to be compared
     */
    List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking);

    /** One call; empty where there is none that the viewer may see. */
    Optional<UsageRecord> find(Viewer viewer, UsageRecordId id);

    /**
     * What went out for one call, the first first: at most {@value #MOST_ATTEMPTS} that the viewer may see.
     *
     * @param near when one of them went out, a week before or after which there are no others
     */
    List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near);

    /**
     * How many calls the query finds.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     */
    long count(Viewer viewer, CallQuery query);
}
