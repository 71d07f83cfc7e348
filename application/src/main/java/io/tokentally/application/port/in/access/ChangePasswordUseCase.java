package io.tokentally.application.port.in.access;

import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.Viewer;

/** Somebody takes a new password. */
public interface ChangePasswordUseCase {

    /** @throws io.tokentally.domain.access.PasswordRefused if the current password is wrong, or the new one is the same */
    void change(Viewer viewer, String currentPassword, NewPassword newPassword);
}
