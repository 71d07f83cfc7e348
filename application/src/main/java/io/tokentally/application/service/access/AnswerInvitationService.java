package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.AnswerInvitationUseCase;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.text.ChosenName;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets people who were invited say yes or no. */
public class AnswerInvitationService implements AnswerInvitationUseCase {

    private static final int USER_ID_BYTES = 12;

    private final InvitationLinks links;
    private final InvitationBook book;
    private final Passwords passwords;
    private final LinkGuard guard;
    private final SecureRandom random;

    public AnswerInvitationService(
            InvitationLinks links, InvitationBook book, Passwords passwords, LinkGuard guard, SecureRandom random) {
        this.links = links;
        this.book = book;
        this.passwords = passwords;
        this.guard = guard;
        this.random = random;
    }

    @Override
    public Optional<InvitationOffer> find(LinkSecret secret) {
        guard.require();
        Optional<InvitationOffer> offer = links.find(secret);
        if (offer.isEmpty()) {
            guard.refused(Event.INVITATION_REFUSED);
        }
        return offer;
    }

    @Override
    public void join(LinkSecret secret, String displayName, NewPassword password) {
        InvitationOffer offer = requireOpen(secret);
        links.join(
                secret,
                newUserId(),
                chosen(displayName),
                ChosenPasswords.hash(passwords, password, offer.address().value(), List.of(offer.organizationName())));
    }

    @Override
    public OrganizationId accept(Session session, LinkSecret secret) {
        guard.require();
        try {
            return book.accept(session.token(), secret);
        } catch (MembershipRefusedException e) {
            guard.refused(Event.INVITATION_REFUSED);
            throw e;
        }
    }

    @Override
    public void decline(LinkSecret secret) {
        var unused = requireOpen(secret);
        links.decline(secret);
    }

    @Override
    public List<ReceivedInvitation> received(Session session) {
        return session.limit() == SessionLimit.NONE ? book.received(session.token()) : List.of();
    }

    @Override
    public OrganizationId accept(Session session, UUID id) {
        return book.answer(session.token(), id, true);
    }

    @Override
    public void decline(Session session, UUID id) {
        book.answer(session.token(), id, false);
    }

    private static String chosen(String displayName) {
        try {
            return ChosenName.require("The name", displayName, Person.MAX_NAME_LENGTH);
        } catch (IllegalArgumentException e) {
            throw new MembershipRefusedException(
                    Reason.NAME_NOT_POSSIBLE, "%s. Choose another.".formatted(e.getMessage()));
        }
    }

    /** Before a password is hashed, which takes its time: nobody is to make the server do so without a link. */
    private InvitationOffer requireOpen(LinkSecret secret) {
        return find(secret).orElseThrow(() -> new MembershipRefusedException(Reason.NO_SUCH_INVITATION));
    }

    /** An account's key tells nothing, and outlives any address. */
    private UserId newUserId() {
        byte[] bytes = new byte[USER_ID_BYTES];
        random.nextBytes(bytes);
        return new UserId("u_" + HexFormat.of().formatHex(bytes));
    }
}
