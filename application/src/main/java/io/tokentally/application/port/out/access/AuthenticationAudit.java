package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import org.jspecify.annotations.Nullable;

/** Writes to the audit log what happens at the door. Floods of failures become one entry for each address and minute. */
@SystemPort("writes, and hands nothing back")
public interface AuthenticationAudit {

    /** What happened. */
    enum Event {
        SIGN_IN_SUCCEEDED("sign_in.succeeded"),
        SIGN_IN_FAILED("sign_in.failed"),
        SIGN_IN_LOCKED("sign_in.locked"),
        SECOND_FACTOR_FAILED("second_factor.failed"),
        SECOND_FACTOR_LOCKED("second_factor.locked"),
        SIGN_OUT("sign_out.done"),
        /** Of a program by name and password: once an hour for each person and address, since it brings them with each request. */
        PROGRAM_SIGNED_IN("sign_in.by_program"),
        /** Once an hour for each token and address. */
        API_TOKEN_USED("api_token.used"),
        API_TOKEN_FAILED("api_token.failed"),
        /** A link to an invitation opened nothing: it was used, has ended, is for another address or is none. */
        INVITATION_REFUSED("invitation.refused"),
        /** A link to a new password opened nothing. */
        RESET_REFUSED("reset.refused"),
        /** A link that confirms an address opened nothing. */
        CONFIRMATION_REFUSED("address_confirmation.refused"),
        /** Somebody is known, and may not do what they asked for, or would have left an organization without an owner. */
        ACCESS_REFUSED("access.refused");

        private final String action;

        Event(String action) {
            this.action = action;
        }

        /** Its stable name in the log. */
        public String action() {
            return action;
        }
    }

    /**
     * Writes it down.
     *
     * @param organizationId whose log it belongs to; absent for the installation's
     * @param userId who did it, if anybody is known to have
     * @param login the name that was given
     * @param clientAddress where from
     */
    void note(
            Event event,
            @Nullable OrganizationId organizationId,
            @Nullable UserId userId,
            String login,
            String clientAddress);
}
