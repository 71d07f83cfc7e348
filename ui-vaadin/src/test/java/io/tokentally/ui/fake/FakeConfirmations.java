package io.tokentally.ui.fake;

import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.mailing.MailLanguage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One link that confirms an address; remembers what was done. */
public final class FakeConfirmations implements ConfirmAddressUseCase {

    public static final LinkSecret LINK = new LinkSecret("d".repeat(64));

    public final List<String> done = new ArrayList<>();
    public boolean sendsMail = true;

    public void reset() {
        done.clear();
        sendsMail = true;
    }

    @Override
    public boolean sendsMail() {
        return sendsMail;
    }

    @Override
    public void request(Session session, MailLanguage language) {
        done.add("request " + session.person().login() + " " + language);
    }

    @Override
    public Optional<ConfirmationOffer> findConfirmation(LinkSecret secret) {
        return secret.equals(LINK)
                ? Optional.of(
                        new ConfirmationOffer("ada@acme.example", BrowserlessApplication.NOW.plus(Duration.ofDays(1))))
                : Optional.empty();
    }

    @Override
    public void confirm(LinkSecret secret) {
        if (!secret.equals(LINK)) {
            throw new MembershipRefusedException(Reason.NO_SUCH_CONFIRMATION);
        }
        done.add("confirm");
    }
}
