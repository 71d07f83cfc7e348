package io.tokentally.application.service.failure;

import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.application.port.out.failure.FailureGroups;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.service.report.DeclaredTags;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureReport.Earlier;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.ReportQuery;
import java.time.Clock;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Tells what failed, and whether it did before, both as they are at the same instant. */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class TellFailuresService implements TellFailuresUseCase {

    private final FailureGroups groups;
    private final DeclaredTags declaredTags;
    private final Clock clock;

    public TellFailuresService(FailureGroups groups, TagDimensions tags, Clock clock) {
        this.groups = groups;
        this.declaredTags = new DeclaredTags(tags);
        this.clock = clock;
    }

    @Override
    public FailureReport failures(Viewer viewer, FailureQuery query) {
        viewer.requireMayLook(query.scope());
        ReportQuery calls = query.calls();
        declaredTags.require(viewer, calls.tags());
        FailureSums sums = groups.sums(viewer, calls);
        Comparison comparison = query.comparison();
        if (comparison == null) {
            return new FailureReport(query, sums, null, null);
        }
        ReportQuery before = calls.before(comparison, clock.instant());
        Earlier earlier = new Earlier(
                before,
                groups.counts(
                        viewer,
                        before,
                        sums.top().stream().map(FailedCalls::group).toList()));
        return new FailureReport(query, sums, earlier, null);
    }
}
