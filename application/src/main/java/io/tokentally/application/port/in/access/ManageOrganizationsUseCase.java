package io.tokentally.application.port.in.access;

import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Session;
import java.util.List;

/**
 * An operator makes organizations and hands each to its first owner.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the session's person is no operator, and those that
 * change something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ActsForPerson
public interface ManageOrganizationsUseCase {

    /** All of the installation, by name. */
    List<InstalledOrganization> organizations(Session session);

    /**
     * Makes an organization and invites its first owner.
     *
     * @param name what people call it, at most 255 characters
     * @throws io.tokentally.domain.access.MembershipRefusedException if there is one with that id, or the name is not possible
     * @throws ManageInvitationsUseCase.InvitationNotSentException if the mail could not be sent: the organization is there, without an
     *     invitation
     */
    Invited create(Session session, OrganizationId id, String name, EmailAddress firstOwner);

    /**
     * Invites somebody to own an organization that nobody owns. Links made before open nothing any more.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if somebody owns it
     * @throws ManageInvitationsUseCase.InvitationNotSentException if the mail could not be sent
     */
    Invited inviteOwner(Session session, OrganizationId id, EmailAddress address);
}
