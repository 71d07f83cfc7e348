package io.tokentally.application.service.refusal;

import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.out.refusal.RefusalReports;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Tells refused calls to whoever may see them. */
@Transactional(readOnly = true)
public class ReadRefusedCallsService implements ReadRefusedCallsUseCase {

    private final RefusalReports reports;

    public ReadRefusedCallsService(RefusalReports reports) {
        this.reports = reports;
    }

    @Override
    public RefusalReport report(Viewer viewer, RefusalQuery query) {
        viewer.requireMayLook(query.scope());
        return new RefusalReport(query, reports.rows(viewer, query));
    }

    @Override
    public List<RefusedCall> samples(Viewer viewer, UsageScope scope) {
        viewer.requireMayLook(scope);
        return reports.samples(viewer, scope);
    }
}
