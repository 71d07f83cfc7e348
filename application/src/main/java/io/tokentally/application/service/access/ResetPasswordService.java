package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ResetPasswordUseCase;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PrivateLink;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Lets people take a new password by a link. */
public class ResetPasswordService implements ResetPasswordUseCase {

    private final PasswordResets resets;
    private final Passwords passwords;
    private final LinkMail mail;
    private final LinkGuard guard;
    private final SecureRandom random;
    private final Executor inBackground;

    /** @param inBackground finds and sends what was asked for, so that the answer takes as long for unknown addresses */
    public ResetPasswordService(
            PasswordResets resets,
            Passwords passwords,
            LinkMail mail,
            LinkGuard guard,
            SecureRandom random,
            Executor inBackground) {
        this.resets = resets;
        this.passwords = passwords;
        this.mail = mail;
        this.guard = guard;
        this.random = random;
        this.inBackground = inBackground;
    }

    @Override
    public Optional<ResetOffer> findReset(LinkSecret secret) {
        guard.require();
        Optional<ResetOffer> offer =
                resets.find(secret).map(reset -> new ResetOffer(reset.login(), reset.displayName(), reset.expiresAt()));
        if (offer.isEmpty()) {
            guard.refused(Event.RESET_REFUSED);
        }
        return offer;
    }

    @Override
    public void reset(LinkSecret secret, NewPassword password) {
        ResetOffer offer = findReset(secret).orElseThrow(() -> new MembershipRefusedException(Reason.NO_SUCH_RESET));
        // Which organizations the person belongs to, a link does not tell.
        resets.reset(secret, ChosenPasswords.hash(passwords, password, offer.login(), List.of()));
    }

    @Override
    public boolean sendsMail() {
        return mail.isConfigured();
    }

    @Override
    public void request(String login) {
        guard.require();
        guard.count();
        if (mail.isConfigured()) {
            inBackground.execute(() -> send(login));
        }
    }

    private void send(String login) {
        PrivateLink link = new PrivateLink(PrivateLink.Kind.PASSWORD_RESET, LinkSecret.random(random));
        try {
            resets.request(login, link.secret()).ifPresent(address -> mail.sendReset(link, address));
        } catch (Mail.MailNotSentException e) {
            // Whoever sends has logged it, and nobody outside is to learn whether there was anything to send.
            return;
        }
    }
}
