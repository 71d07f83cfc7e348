package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Session;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who was invited accepts or declines. What cannot be is refused with {@link
 * io.tokentally.domain.access.MembershipRefusedException}, and so is whoever tries links too often.
 */
@ActsForPerson
public interface AnswerInvitationUseCase {

    /** What the link is for; empty if it was used, has expired, was withdrawn or never was. */
    Optional<InvitationOffer> find(LinkSecret secret);

    /** Makes the account of the address invited and takes it in. */
    void join(LinkSecret secret, String displayName, NewPassword password);

    /** Takes in the session's person, who signs in by the address invited and holds the link. */
    OrganizationId accept(Session session, LinkSecret secret);

    void decline(LinkSecret secret);

    /** What the session's person is invited to; nothing as long as mail has not proven their address. */
    List<ReceivedInvitation> received(Session session);

    OrganizationId accept(Session session, UUID id);

    void decline(Session session, UUID id);
}
