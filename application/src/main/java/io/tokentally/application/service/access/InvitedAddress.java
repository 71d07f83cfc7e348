package io.tokentally.application.service.access;

import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.MembershipRefusedException;

/** An address that an invitation may be for. */
final class InvitedAddress {

    private InvitedAddress() {}

    /** @throws MembershipRefusedException if it reads otherwise than it is, so that somebody else may be invited than was meant */
    static void require(EmailAddress address) {
        if (!address.isVisible()) {
            throw new MembershipRefusedException(MembershipRefusedException.Reason.ADDRESS_NOT_POSSIBLE);
        }
    }
}
