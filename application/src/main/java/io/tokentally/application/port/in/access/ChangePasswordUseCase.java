package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.Session;
import org.jspecify.annotations.Nullable;

/** Somebody takes a new password. */
@ActsForPerson
public interface ChangePasswordUseCase {

    /**
     * Sets the password of whoever the session is of, and ends their other sessions.
     *
     * @param currentPassword as it is now; not asked for in a session that a one-time password has just opened
     * @throws io.tokentally.domain.access.PasswordRefusedException if the current password is wrong, or the new one is the same
     */
    void change(Session session, @Nullable String currentPassword, NewPassword newPassword);
}
