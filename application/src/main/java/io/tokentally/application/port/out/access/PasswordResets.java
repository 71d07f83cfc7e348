package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import java.time.Instant;
import java.util.Optional;

/** Links by which somebody who is not signed in takes a new password. */
@ActsForPerson
public interface PasswordResets {

    /** Nothing for a link that has been used or has expired. */
    Optional<OpenReset> find(LinkSecret secret);

    /**
     * Sets the password, ends all sessions of the person, and lists their keys to the owners.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if the link has been used or has expired
     */
    void reset(LinkSecret secret, String passwordHash);

    /**
     * Makes a link that must go nowhere but to the address that comes back: nothing where mail has not proven it, or it was
     * asked for too often.
     */
    @SystemPort("the address goes to the mail server and to nobody who asks")
    Optional<EmailAddress> request(String login, LinkSecret secret);

    /** Whose password the link sets. */
    record OpenReset(String login, String displayName, Instant expiresAt) {}
}
