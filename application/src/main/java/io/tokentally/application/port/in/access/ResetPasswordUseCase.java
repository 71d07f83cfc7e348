package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.NewPassword;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who has lost their password takes a new one by a link. Whoever tries links too often is refused with {@link
 * io.tokentally.domain.access.MembershipRefusedException}.
 */
@ActsForPerson
public interface ResetPasswordUseCase {

    /** Whose password the link sets; empty if it was used, has expired or never was. */
    Optional<ResetOffer> findReset(LinkSecret secret);

    /** Sets the password, and ends all sessions of the person. */
    void reset(LinkSecret secret, NewPassword password);

    /** Whether a link can be asked for by mail. */
    @SystemPort("tells a setting")
    boolean sendsMail();

    /** Sends a link to the address if it is known and mail has proven it. Nothing tells whether it was. */
    @SystemPort("the link goes to the address and to nobody who asks")
    void request(String login);

    /** Whose password it is about. */
    record ResetOffer(String login, String displayName, Instant expiresAt) {}
}
