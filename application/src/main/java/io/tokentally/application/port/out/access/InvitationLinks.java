package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.UserId;
import java.util.Optional;

/**
 * What the holder of an invitation's link can do without being signed in. Refuses with {@link
 * io.tokentally.domain.access.MembershipRefusedException}.
 */
@ActsForPerson
public interface InvitationLinks {

    /** Nothing for a link that has been used, has expired or was withdrawn. */
    Optional<InvitationOffer> find(LinkSecret secret);

    /** Makes the account of the address invited, which has none, and takes it in: both or neither. */
    void join(LinkSecret secret, UserId newUserId, String displayName, String passwordHash);

    void decline(LinkSecret secret);
}
