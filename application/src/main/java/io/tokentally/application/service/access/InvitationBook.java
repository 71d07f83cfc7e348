package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Invitations;
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
import org.springframework.transaction.annotation.Transactional;

/** Steps with invitations, each a transaction of its own: none waits for a mail server. */
@Transactional
public class InvitationBook {

    static final Duration OPEN_FOR = Duration.ofDays(7);

    private final Invitations invitations;

    public InvitationBook(Invitations invitations) {
        this.invitations = invitations;
    }

    @Transactional(readOnly = true)
    public List<Invitation> all(Viewer viewer) {
        return invitations.all(viewer);
    }

    public UUID create(Viewer viewer, LinkSecret secret, EmailAddress address, Role role, boolean byMail) {
        return invitations.create(viewer, secret, address, role, OPEN_FOR, byMail);
    }

    public void revoke(Viewer viewer, UUID id) {
        invitations.revoke(viewer, id);
    }

    public OrganizationId accept(ViewerToken token, LinkSecret secret) {
        return invitations.accept(token, secret);
    }

    @Transactional(readOnly = true)
    public List<ReceivedInvitation> received(ViewerToken token) {
        return invitations.received(token);
    }

    public OrganizationId answer(ViewerToken token, UUID id, boolean accepts) {
        return invitations.answer(token, id, accepts);
    }
}
