package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ChangePasswordUseCase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets people change their own password. */
public class ChangePasswordService implements ChangePasswordUseCase {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final PasswordAttempts attempts;

    public ChangePasswordService(Accounts accounts, Sessions sessions, Passwords passwords, PasswordAttempts attempts) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.attempts = attempts;
    }

    @Override
    public void change(Session session, @Nullable String currentPassword, NewPassword newPassword) {
        String hash = accounts.findByLogin(session.person().login())
                .map(Accounts.Account::passwordHash)
                .orElseThrow(() -> new PasswordRefusedException("Your account is gone. Sign in again."));
        boolean justShown = session.limit() == SessionLimit.PASSWORD_CHANGE && currentPassword == null;
        if (!justShown) {
            requireRight(session.person().login(), currentPassword, hash);
        }
        if (passwords.matches(newPassword.value(), hash)) {
            throw new PasswordRefusedException("The new password is the current one. Choose another.");
        }
        sessions.replacePassword(
                session.token(),
                ChosenPasswords.hash(passwords, newPassword, session.person().login(), organizationsOf(session)));
    }

    private static List<String> organizationsOf(Session session) {
        return session.memberships().stream().map(Membership::organizationName).toList();
    }

    private void requireRight(String login, @Nullable String password, String hash) {
        if (attempts.begin(login).isPositive()) {
            throw new PasswordRefusedException("Too many wrong passwords. Try again later.");
        }
        if (password == null || !passwords.matches(password, hash)) {
            throw new PasswordRefusedException("The current password is wrong.");
        }
        attempts.succeeded(login);
    }
}
