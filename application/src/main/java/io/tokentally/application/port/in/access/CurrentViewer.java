package io.tokentally.application.port.in.access;

import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Viewer;
import java.util.List;

/** Who is signed in, and in which of their organizations they look around. */
public interface CurrentViewer {

    /**
     * The viewer in the organization chosen last, or else in the first of their organizations.
     *
     * @throws io.tokentally.domain.access.AccessDenied if nobody is signed in, or they belong to no organization
     */
    Viewer viewer();

    /**
     * The viewer in that organization.
     *
     * @throws io.tokentally.domain.access.UnknownOrganization if there is none, or the person is not a member: the two
     *     look the same
     */
    Viewer viewerIn(OrganizationId organizationId);

    /** Whether the person signed in with a one-time password and has to take one of their own first. */
    boolean mustChangePassword();

    /** The organizations that the person belongs to, by name. */
    List<Membership> memberships();

    /**
     * Looks at that organization from now on, in this session.
     *
     * @throws io.tokentally.domain.access.UnknownOrganization as above
     */
    void switchTo(OrganizationId organizationId);
}
