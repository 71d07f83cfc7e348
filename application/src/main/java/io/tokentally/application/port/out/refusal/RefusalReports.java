package io.tokentally.application.port.out.refusal;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;

/** Tells refused calls. Nobody sees more than the database lets this viewer see, whatever the scope. */
@ReadsOrganizationData
public interface RefusalReports {

    /** As a {@link RefusalReport} has them. */
    List<RefusalReport.Row> rows(Viewer viewer, RefusalQuery query);

    /** The newest first. */
    List<RefusedCall> samples(Viewer viewer, UsageScope scope);
}
