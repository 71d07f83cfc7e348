package io.tokentally.application.service.change;

import io.tokentally.application.port.in.change.ExplainChangeUseCase;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.report.UsageReports;
import io.tokentally.application.service.report.DeclaredTags;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.report.ReportQuery;
import java.time.Clock;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Explains the difference of two periods' cost, both as they are at the same instant. */
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class ExplainChangeService implements ExplainChangeUseCase {

    private final UsageReports reports;
    private final DeclaredTags declaredTags;
    private final Clock clock;

    public ExplainChangeService(UsageReports reports, TagDimensions tags, Clock clock) {
        this.reports = reports;
        this.declaredTags = new DeclaredTags(tags);
        this.clock = clock;
    }

    @Override
    public CostChange explain(Viewer viewer, ChangeQuery query) {
        viewer.requireMayLook(query.scope());
        ReportQuery to = query.report(ComparedUsage.BY, ComparedUsage.MEASURES);
        declaredTags.require(viewer, to.tags());
        ReportQuery from = to.before(query.comparison(), clock.instant());
        ComparedUsage usage = ComparedUsage.read(reports, viewer, from, to);
        return CostChange.between(
                usage.from().withRetries(reports.retries(viewer, from)),
                usage.to().withRetries(reports.retries(viewer, to)));
    }
}
