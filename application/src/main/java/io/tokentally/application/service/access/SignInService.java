package io.tokentally.application.service.access;

import io.tokentally.application.port.in.access.FollowSessionUseCase;
import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.text.PlainText;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Finds out who signs in, and keeps their sessions. The security configuration opens them by this class itself. It works
 * as the authentication role, which no transaction of the application's reaches.
 */
public class SignInService implements FollowSessionUseCase {

    private final Accounts accounts;
    private final Sessions sessions;
    private final SecureRandom random;

    public SignInService(Accounts accounts, Sessions sessions, SecureRandom random) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.random = random;
    }

    /** The account of that login; none, without asking, for a text that no login can be. */
    public Optional<Account> findAccount(String login) {
        return PlainText.isAcceptable(login, Person.MAX_LOGIN_LENGTH)
                ? accounts.findByLogin(login.strip())
                : Optional.empty();
    }

    /** Opens a session for somebody who has shown who they are, and returns its token. */
    public ViewerToken open(NewSession session) {
        ViewerToken token = ViewerToken.random(random);
        sessions.open(token, session);
        return token;
    }

    @Override
    public Optional<Session> find(ViewerToken token) {
        return sessions.find(token);
    }

    @Override
    public void noteActivity(ViewerToken token) {
        sessions.noteActivity(token);
    }

    @Override
    public void end(ViewerToken token) {
        sessions.end(token);
    }
}
