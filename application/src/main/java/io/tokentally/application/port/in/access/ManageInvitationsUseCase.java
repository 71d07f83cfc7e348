package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An owner invites people, who belong to the organization once they have accepted.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the viewer is no owner, and those that change
 * something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ReadsOrganizationData
public interface ManageInvitationsUseCase {

    /** The newest first, whatever has become of them. */
    List<Invitation> invitations(Viewer viewer);

    /** Whether links are sent by mail, so that nobody is to hand them over. */
    @SystemPort("tells a setting")
    boolean sendsMail();

    /**
     * Invites an address for a week. A link made before for the same address opens nothing any more.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if the person belongs to the organization already
     * @throws InvitationNotSentException if the mail could not be sent: then nobody is invited
     */
    Invited invite(Viewer viewer, EmailAddress address, Role role);

    /** @throws io.tokentally.domain.access.MembershipRefusedException if no such invitation is open */
    void revoke(Viewer viewer, UUID id);

    /**
     * An invitation just made.
     *
     * @param link to be handed over, told this once; empty where it went by mail
     */
    record Invited(UUID id, EmailAddress address, Optional<PrivateLink> link) {}

    /** The mail with the link could not be sent. The message says so, fit for the owner. */
    final class InvitationNotSentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public InvitationNotSentException(EmailAddress address, Throwable cause) {
            super(
                    "The mail to %s could not be sent, so nobody was invited. Try again, or ask whoever runs this installation."
                            .formatted(address),
                    cause);
        }

        /** @param organization that was made all the same */
        public InvitationNotSentException(String organization, EmailAddress address, Throwable cause) {
            super(
                    "%s was made, but the mail to %s could not be sent, so nobody owns it yet. Invite an owner of it again."
                            .formatted(organization, address),
                    cause);
        }
    }
}
