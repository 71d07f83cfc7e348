package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageInvitationsUseCase;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets owners invite people. */
public class ManageInvitationsService implements ManageInvitationsUseCase {

    private final InvitationBook book;
    private final InvitationLinks links;
    private final LinkMail mail;
    private final SecureRandom random;

    public ManageInvitationsService(InvitationBook book, InvitationLinks links, LinkMail mail, SecureRandom random) {
        this.book = book;
        this.links = links;
        this.mail = mail;
        this.random = random;
    }

    @Override
    public List<Invitation> invitations(Viewer viewer) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        return book.all(viewer);
    }

    @Override
    public boolean sendsMail() {
        return mail.isConfigured();
    }

    @Override
    public Invited invite(Viewer viewer, EmailAddress address, Role role) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        InvitedAddress.require(address);
        boolean byMail = mail.isConfigured();
        PrivateLink link = new PrivateLink(PrivateLink.Kind.INVITATION, LinkSecret.random(random));
        UUID id = book.create(viewer, link.secret(), address, role, byMail);
        if (!byMail) {
            return new Invited(id, address, Optional.of(link));
        }
        try {
            links.find(link.secret()).ifPresent(offer -> mail.sendInvitation(link, offer));
        } catch (Mail.MailNotSentException e) {
            book.revoke(viewer, id);
            throw new InvitationNotSentException(address, e);
        }
        return new Invited(id, address, Optional.empty());
    }

    @Override
    public void revoke(Viewer viewer, UUID id) {
        viewer.requireOwner(OwnerAction.MANAGE_MEMBERS);
        book.revoke(viewer, id);
    }
}
