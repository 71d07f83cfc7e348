package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;

/** Owners say what their organization is called; everybody in it reads it. */
@ReadsOrganizationData
public interface NameOrganizationUseCase {

    String name(Viewer viewer);

    /**
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     * @throws io.tokentally.domain.access.MembershipRefusedException if the name is not possible
     * @throws io.tokentally.domain.access.FreshSignInRequiredException if the sign-in is too long ago
     */
    void rename(Viewer viewer, String name);
}
