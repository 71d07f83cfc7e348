package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.access.ConfirmAddressUseCase;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.mailing.MailLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers who asked for a link. */
final class FakeConfirmations implements ConfirmAddressUseCase {

    final List<String> asked = new ArrayList<>();

    @Override
    public boolean sendsMail() {
        return true;
    }

    @Override
    public void request(Session session, MailLanguage language) {
        asked.add(session.person().userId() + " " + language);
    }

    @Override
    public Optional<ConfirmationOffer> findConfirmation(LinkSecret secret) {
        throw new AssertionError("Links are followed on their page");
    }

    @Override
    public void confirm(LinkSecret secret) {
        throw new AssertionError("Links are followed on their page");
    }
}
