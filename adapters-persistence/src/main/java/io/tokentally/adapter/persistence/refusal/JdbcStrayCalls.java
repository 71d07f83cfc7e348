package io.tokentally.adapter.persistence.refusal;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.refusal.StrayCalls;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;

/** Tells operators, under row-level security, the refused calls that are no organization's. */
final class JdbcStrayCalls implements StrayCalls {

    private final RefusalRows rows;
    private final ViewerIdentity identity;

    JdbcStrayCalls(RefusalRows rows, ViewerIdentity identity) {
        this.rows = rows;
        this.identity = identity;
    }

    @Override
    public List<RefusalReport.Row> rows(ViewerToken token, RefusalQuery query) {
        identity.assume(token);
        return rows.rows(RefusalRows.NOBODY, null, query);
    }

    @Override
    public List<RefusedCall> samples(ViewerToken token) {
        identity.assume(token);
        return rows.samples(RefusalRows.NOBODY, null);
    }
}
