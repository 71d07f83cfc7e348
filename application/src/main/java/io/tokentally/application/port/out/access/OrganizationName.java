package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;

/**
 * What the viewer's organization is called. The database lets none but an owner change it, and refuses with {@link
 * io.tokentally.domain.access.MembershipRefusedException}, or with {@link io.tokentally.domain.access.FreshSignInRequiredException} whose
 * sign-in is too long ago.
 */
@ReadsOrganizationData
public interface OrganizationName {

    String find(Viewer viewer);

    void change(Viewer viewer, String name);
}
