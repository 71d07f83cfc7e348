package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.OrganizationKeyPolicy;

/** Owners lay down what virtual keys may do, and every member sees it. */
@ReadsOrganizationData
public interface ManageKeyPolicyUseCase {

    /** What is laid down for the viewer's organization; {@link OrganizationKeyPolicy#DEFAULT} if nothing is. */
    OrganizationKeyPolicy policy(Viewer viewer);

    /**
     * Lays it down. A ceiling holds at once, for the keys that members have already too.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.key.KeyRefusedException if the database finds that they are none
     */
    void layDown(Viewer viewer, OrganizationKeyPolicy policy);
}
