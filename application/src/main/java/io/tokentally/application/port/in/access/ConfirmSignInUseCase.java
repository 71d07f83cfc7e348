package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.Session;

/** Somebody shows anew who they are, before rights and secrets are touched. */
@ActsForPerson
public interface ConfirmSignInUseCase {

    boolean isFresh(Session session);

    /** Whether the person is asked for a code of their second factor as well. */
    boolean asksForCode(Session session);

    /**
     * Makes the sign-in a fresh one.
     *
     * @param code of the second factor; empty for whoever has none
     * @throws io.tokentally.domain.access.PasswordRefusedException if the password is wrong, or was wrong too often
     * @throws io.tokentally.domain.access.SecondFactorRefusedException if the code is
     */
    void confirm(Session session, String password, String code);
}
