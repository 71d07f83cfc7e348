package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefused;
import io.tokentally.domain.access.Session;
import org.jspecify.annotations.Nullable;

/** Lets people change their own password. */
public class ChangePasswordService implements ChangePasswordUseCase {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;

    public ChangePasswordService(Accounts accounts, Sessions sessions, Passwords passwords) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
    }

    @Override
    public void change(Session session, @Nullable String currentPassword, NewPassword newPassword) {
        String hash = accounts.findByLogin(session.person().login())
                .map(Accounts.Account::passwordHash)
                .orElseThrow(() -> new PasswordRefused("Your account is gone. Sign in again."));
        boolean justShown = session.passwordChangeOnly() && currentPassword == null;
        if (!justShown && (currentPassword == null || !passwords.matches(currentPassword, hash))) {
            throw new PasswordRefused("The current password is wrong.");
        }
        if (passwords.matches(newPassword.value(), hash)) {
            throw new PasswordRefused("The new password is the current one. Choose another.");
        }
        sessions.replacePassword(session.token(), passwords.hash(newPassword.value()));
    }
}
