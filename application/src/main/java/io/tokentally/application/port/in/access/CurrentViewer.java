package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.Viewer;
import java.util.List;

/** Who is signed in, and for which of their organizations they act. */
@SystemPort("the viewer comes from here")
public interface CurrentViewer {

    /**
     * The session of whoever is signed in, as it is at this moment.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if nobody is
     */
    Session session();

    /**
     * The viewer in the organization that they have chosen. It never changes by itself.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if nobody is signed in, or they belong to no organization
     * @throws io.tokentally.domain.access.OrganizationNotNamedException if they have left the chosen one and not chosen another
     */
    Viewer viewer();

    /**
     * The viewer in that organization.
     *
     * @throws io.tokentally.domain.access.UnknownOrganizationException if there is none, or the person is not a member: the two
     *     look the same
     */
    Viewer viewerIn(OrganizationId organizationId);

    /** Whether the person signed in with a one-time password and has to take one of their own first. */
    boolean mustChangePassword();

    /** The organizations that the person belongs to, by name. */
    List<Membership> memberships();

    /**
     * Acts for that organization from now on, in this session and the next.
     *
     * @throws io.tokentally.domain.access.UnknownOrganizationException as above
     */
    void switchTo(OrganizationId organizationId);
}
