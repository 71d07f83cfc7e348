package io.tokentally.adapter.persistence.refusal;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.refusal.RefusalReports;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells an organization's refused calls under row-level security. */
final class JdbcRefusalReports implements RefusalReports {

    private final RefusalRows rows;
    private final ViewerIdentity identity;

    JdbcRefusalReports(RefusalRows rows, ViewerIdentity identity) {
        this.rows = rows;
        this.identity = identity;
    }

    @Override
    public List<RefusalReport.Row> rows(Viewer viewer, RefusalQuery query) {
        identity.assume(viewer);
        return rows.rows(viewer.organizationId().value(), holder(viewer, query.scope()), query);
    }

    @Override
    public List<RefusedCall> samples(Viewer viewer, UsageScope scope) {
        identity.assume(viewer);
        return rows.samples(viewer.organizationId().value(), holder(viewer, scope));
    }

    private static @Nullable UserId holder(Viewer viewer, UsageScope scope) {
        return scope == UsageScope.OWN ? viewer.userId() : null;
    }
}
