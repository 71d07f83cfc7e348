package io.tokentally.application.port.in.refusal;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;

/** Somebody asks which calls were refused: those with their own keys or, for admins and owners, with the organization's. */
@ReadsOrganizationData
public interface ReadRefusedCallsUseCase {

    /** @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member */
    RefusalReport report(Viewer viewer, RefusalQuery query);

    /**
     * The newest that are kept as samples, the newest first.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the scope is the organization and the viewer a member
     */
    List<RefusedCall> samples(Viewer viewer, UsageScope scope);
}
