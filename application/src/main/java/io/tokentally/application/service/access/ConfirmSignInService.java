package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.ConfirmSignInUseCase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Session;
import java.time.Clock;

/** Lets people show anew who they are. A wrong password counts as one typed at the sign-in. */
public class ConfirmSignInService implements ConfirmSignInUseCase {

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final PasswordAttempts attempts;
    private final SecondFactorCheck secondFactor;
    private final Clock clock;

    public ConfirmSignInService(
            Accounts accounts,
            Sessions sessions,
            Passwords passwords,
            PasswordAttempts attempts,
            SecondFactorCheck secondFactor,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.attempts = attempts;
        this.secondFactor = secondFactor;
        this.clock = clock;
    }

    @Override
    public boolean isFresh(Session session) {
        return session.isFreshAt(clock.instant());
    }

    @Override
    public boolean asksForCode(Session session) {
        return secondFactor.isAskedOf(session);
    }

    @Override
    public void confirm(Session session, String password, String code) {
        String login = session.person().login();
        if (attempts.begin(login).isPositive()) {
            throw new PasswordRefusedException("Too many wrong passwords. Try again later.");
        }
        boolean right = accounts.findByLogin(login)
                .filter(account -> passwords.matches(password, account.passwordHash()))
                .isPresent();
        if (!right) {
            throw new PasswordRefusedException("The password is wrong.");
        }
        attempts.succeeded(login);
        if (secondFactor.isAskedOf(session)) {
            secondFactor.require(session, code);
        }
        sessions.renewAuthentication(session.token());
    }
}
