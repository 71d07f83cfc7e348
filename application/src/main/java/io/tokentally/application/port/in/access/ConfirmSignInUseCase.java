package io.tokentally.application.port.in.access;

import io.tokentally.domain.access.Session;

/** Somebody shows anew who they are, before rights and secrets are touched. */
public interface ConfirmSignInUseCase {

    boolean isFresh(Session session);

    /**
     * Makes the sign-in a fresh one.
     *
     * @throws io.tokentally.domain.access.PasswordRefused if the password is wrong, or was wrong too often
     */
    void confirm(Session session, String password);
}
