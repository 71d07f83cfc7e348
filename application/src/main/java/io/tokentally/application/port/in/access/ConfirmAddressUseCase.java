package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.mailing.MailLanguage;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody shows by a link that they read mail at the address of their account. Whoever tries links too often is refused with {@link
 * io.tokentally.domain.access.MembershipRefusedException}.
 */
@ActsForPerson
public interface ConfirmAddressUseCase {

    /** Whether such links can be mailed. */
    @SystemPort("tells a setting")
    boolean sendsMail();

    /**
     * Sends a link to the address of the session's account, and to no other. Nothing tells whether it was: none is where mail has proven
     * the address already, or it was asked for too often.
     */
    void request(Session session, MailLanguage language);

    /** Which address the link is for; empty if it was used, has expired or never was. Proves nothing: programs open links, too. */
    Optional<ConfirmationOffer> findConfirmation(LinkSecret secret);

    /** The address is proven from then on. */
    void confirm(LinkSecret secret);

    /** Which address it is about. */
    record ConfirmationOffer(String address, Instant expiresAt) {}
}
