package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.AnswerInvitationUseCase;
import io.tokentally.application.port.in.access.ResetPasswordUseCase;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One open invitation, for somebody new, and one link to a new password; they remember what was done with them. */
public final class FakeLinks implements AnswerInvitationUseCase, ResetPasswordUseCase {

    public static final LinkSecret INVITATION = new LinkSecret("a".repeat(64));
    public static final LinkSecret KNOWN = new LinkSecret("b".repeat(64));
    public static final LinkSecret RESET = new LinkSecret("c".repeat(64));

    public final List<ReceivedInvitation> received = new ArrayList<>();
    public final List<String> done = new ArrayList<>();
    public boolean sendsMail = true;
    public boolean tooOften;

    @Override
    public Optional<InvitationOffer> find(LinkSecret secret) {
        return secret.equals(INVITATION) || secret.equals(KNOWN)
                ? Optional.of(new InvitationOffer(
                        "<Acme>",
                        Role.ADMIN,
                        new EmailAddress(secret.equals(KNOWN) ? FakeAccess.SECOND.value() : "new@acme.example"),
                        BrowserlessApplication.NOW.plus(Duration.ofDays(7)),
                        secret.equals(KNOWN)))
                : Optional.empty();
    }

    @Override
    public void join(LinkSecret secret, String displayName, NewPassword password) {
        requireOpen(secret);
        done.add("join " + displayName);
    }

    @Override
    public OrganizationId accept(Session session, LinkSecret secret) {
        requireOpen(secret);
        done.add("accept " + session.person().userId());
        return FakeAccess.ACME;
    }

    @Override
    public void decline(LinkSecret secret) {
        requireOpen(secret);
        done.add("decline");
    }

    @Override
    public List<ReceivedInvitation> received(Session session) {
        return List.copyOf(received);
    }

    @Override
    public OrganizationId accept(Session session, UUID id) {
        settle(id);
        done.add("accept " + id);
        return FakeAccess.ACME;
    }

    @Override
    public void decline(Session session, UUID id) {
        settle(id);
        done.add("decline " + id);
    }

    private void settle(UUID id) {
        if (!received.removeIf(invitation -> invitation.id().equals(id))) {
            throw new MembershipRefusedException(Reason.NO_SUCH_INVITATION);
        }
    }

    private void requireOpen(LinkSecret secret) {
        if (find(secret).isEmpty()) {
            throw new MembershipRefusedException(Reason.NO_SUCH_INVITATION);
        }
    }

    @Override
    public Optional<ResetOffer> findReset(LinkSecret secret) {
        return secret.equals(RESET)
                ? Optional.of(
                        new ResetOffer("new@acme.example", "New", BrowserlessApplication.NOW.plus(Duration.ofDays(1))))
                : Optional.empty();
    }

    @Override
    public void reset(LinkSecret secret, NewPassword password) {
        if (findReset(secret).isEmpty()) {
            throw new MembershipRefusedException(Reason.NO_SUCH_RESET);
        }
        done.add("reset");
    }

    @Override
    public boolean sendsMail() {
        return sendsMail;
    }

    @Override
    public void request(String login) {
        if (tooOften) {
            throw new MembershipRefusedException(Reason.TOO_MANY_TRIES);
        }
        done.add("request " + login);
    }
}
