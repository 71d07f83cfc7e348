package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Invitations as those who are signed in know them. What the database does not allow it refuses with {@link
 * io.tokentally.domain.access.MembershipRefusedException}, or with {@link io.tokentally.domain.access.FreshSignInRequiredException}.
 */
@ReadsOrganizationData
public interface Invitations {

    /** Those of the viewer's organization, the newest first; none for whoever is no owner. */
    List<Invitation> all(Viewer viewer);

    /**
     * Invites an address; a link made before for the same address opens nothing any more.
     *
     * @param byMail whether the link goes to the address and to nobody else
     */
    UUID create(Viewer viewer, LinkSecret secret, EmailAddress address, Role role, Duration lifetime, boolean byMail);

    void revoke(Viewer viewer, UUID id);

    /** Takes in the session's person, whose login is the address invited; they hold the link. */
    @ActsForPerson
    OrganizationId accept(ViewerToken token, LinkSecret secret);

    /** What the session's person is invited to; nothing as long as mail has not proven their address. */
    @ActsForPerson
    List<ReceivedInvitation> received(ViewerToken token);

    /** Accepts or declines one of {@link #received}. */
    @ActsForPerson
    OrganizationId answer(ViewerToken token, UUID id, boolean accepts);
}
