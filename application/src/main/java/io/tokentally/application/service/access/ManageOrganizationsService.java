package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ManageInvitationsUseCase.InvitationNotSentException;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.application.port.in.access.ManageOrganizationsUseCase;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.text.ChosenName;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Lets operators make organizations. */
public class ManageOrganizationsService implements ManageOrganizationsUseCase {

    private static final int MAX_NAME_LENGTH = 255;

    private final OrganizationBook book;
    private final InvitationLinks links;
    private final LinkMail mail;
    private final SecureRandom random;

    public ManageOrganizationsService(
            OrganizationBook book, InvitationLinks links, LinkMail mail, SecureRandom random) {
        this.book = book;
        this.links = links;
        this.mail = mail;
        this.random = random;
    }

    @Override
    public List<InstalledOrganization> organizations(Session session) {
        session.requireOperator();
        return book.all(session.token());
    }

    @Override
    public Invited create(Session session, OrganizationId id, String name, EmailAddress firstOwner) {
        session.requireOperator();
        if (!ChosenName.isAcceptable(name, MAX_NAME_LENGTH) || !ChosenName.isAcceptable(id.value(), MAX_NAME_LENGTH)) {
            throw new MembershipRefusedException(MembershipRefusedException.Reason.NAME_NOT_POSSIBLE);
        }
        String chosen = ChosenName.require("organization name", name, MAX_NAME_LENGTH);
        try {
            return sent(
                    firstOwner,
                    link -> book.create(session.token(), id, chosen, link.secret(), firstOwner, mail.isConfigured()));
        } catch (InvitationNotSentException e) {
            throw new InvitationNotSentException(chosen, firstOwner, e);
        }
    }

    @Override
    public Invited inviteOwner(Session session, OrganizationId id, EmailAddress address) {
        session.requireOperator();
        return sent(
                address, link -> book.inviteOwner(session.token(), id, link.secret(), address, mail.isConfigured()));
    }

    /** @param invitation invites by the link, and answers its id */
    private Invited sent(EmailAddress address, Function<PrivateLink, UUID> invitation) {
        InvitedAddress.require(address);
        PrivateLink link = new PrivateLink(PrivateLink.Kind.INVITATION, LinkSecret.random(random));
        UUID id = invitation.apply(link);
        if (!mail.isConfigured()) {
            return new Invited(id, address, Optional.of(link));
        }
        try {
            links.find(link.secret()).ifPresent(offer -> mail.sendInvitation(link, offer));
        } catch (Mail.MailNotSentException e) {
            throw new InvitationNotSentException(address, e);
        }
        return new Invited(id, address, Optional.empty());
    }
}
