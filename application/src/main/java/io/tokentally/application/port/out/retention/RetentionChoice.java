package io.tokentally.application.port.out.retention;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import org.jspecify.annotations.Nullable;

/** How long an organization keeps its calls. The database lets owners alone decide, and writes it into the audit log. */
@ReadsOrganizationData
public interface RetentionChoice {

    CallRetention find(Viewer viewer);

    /**
     * @param months absent for ever
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.access.FreshSignInRequiredException if they have to show anew who they are
     */
    void keepFor(Viewer viewer, @Nullable Integer months);
}
