package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.ViewerToken;
import java.time.Instant;
import java.util.Optional;

/** Links by which somebody shows that they read mail at the address of their account. */
@ActsForPerson
public interface AddressConfirmations {

    /**
     * Makes a link that must go nowhere but to the address that comes back: nothing where mail has proven it, where it is none, or
     * where it was asked for too often.
     */
    Optional<EmailAddress> request(ViewerToken token, LinkSecret secret);

    /** Nothing for a link that has been used or has expired, or whose account has another address by now. */
    Optional<OpenConfirmation> find(LinkSecret secret);

    /**
     * Keeps that the address is proven.
     *
     * @throws io.tokentally.domain.access.MembershipRefusedException if the link opens nothing
     */
    void confirm(LinkSecret secret);

    /** Which address the link is for. */
    record OpenConfirmation(String address, Instant expiresAt) {}
}
