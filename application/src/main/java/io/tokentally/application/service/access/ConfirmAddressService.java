package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.application.port.out.access.AddressConfirmations;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.mailing.MailLanguage;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Lets people show that they read mail at their address. */
public class ConfirmAddressService implements ConfirmAddressUseCase {

    private final AddressConfirmations confirmations;
    private final ConfirmationBook book;
    private final LinkMail mail;
    private final LinkGuard guard;
    private final SecureRandom random;
    private final Executor inBackground;

    /** @param inBackground sends, so that nobody waits for a mail server and the answer takes as long where nothing is sent */
    public ConfirmAddressService(
            AddressConfirmations confirmations,
            ConfirmationBook book,
            LinkMail mail,
            LinkGuard guard,
            SecureRandom random,
            Executor inBackground) {
        this.confirmations = confirmations;
        this.book = book;
        this.mail = mail;
        this.guard = guard;
        this.random = random;
        this.inBackground = inBackground;
    }

    @Override
    public boolean sendsMail() {
        return mail.isConfigured();
    }

    @Override
    public void request(Session session, MailLanguage language) {
        if (!mail.isConfigured()) {
            return;
        }
        PrivateLink link = new PrivateLink(PrivateLink.Kind.ADDRESS_CONFIRMATION, LinkSecret.random(random));
        book.request(session.token(), link.secret())
                .ifPresent(address -> inBackground.execute(() -> send(link, address, language)));
    }

    private void send(PrivateLink link, EmailAddress address, MailLanguage language) {
        try {
            mail.sendConfirmation(link, address, language);
        } catch (Mail.MailNotSentException e) {
            // Whoever sends has logged it, and whoever asked can ask again.
            return;
        }
    }

    @Override
    public Optional<ConfirmationOffer> findConfirmation(LinkSecret secret) {
        guard.require();
        Optional<ConfirmationOffer> offer =
                confirmations.find(secret).map(open -> new ConfirmationOffer(open.address(), open.expiresAt()));
        if (offer.isEmpty()) {
            guard.refused(Event.CONFIRMATION_REFUSED);
        }
        return offer;
    }

    @Override
    public void confirm(LinkSecret secret) {
        if (findConfirmation(secret).isEmpty()) {
            throw new MembershipRefusedException(Reason.NO_SUCH_CONFIRMATION);
        }
        confirmations.confirm(secret);
    }
}
