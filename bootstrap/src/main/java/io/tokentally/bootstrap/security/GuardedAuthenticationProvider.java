package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.AuthenticationAudit.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;

/** Asks the guard before it asks for the password, so that a login that is closed tells nothing about the password. */
final class GuardedAuthenticationProvider implements AuthenticationProvider {

    private final AuthenticationProvider passwords;
    private final SignInGuard guard;
    private final AuthenticationAudit audit;

    GuardedAuthenticationProvider(AuthenticationProvider passwords, SignInGuard guard, AuthenticationAudit audit) {
        this.passwords = passwords;
        this.guard = guard;
        this.audit = audit;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        try {
            return guarded(attempt);
        } catch (DataAccessException e) {
            // Nobody is to take their password for wrong because the database is away.
            throw new InternalAuthenticationServiceException("The attempt cannot be counted", e);
        }
    }

    private @Nullable Authentication guarded(Authentication attempt) {
        String login = attempt.getName();
        SignInDetails details = SignInDetails.of(attempt);
        Duration pause = guard.begin(login, details.clientAddress(), details.device());
        if (pause.isPositive()) {
            audit.note(Event.SIGN_IN_LOCKED, null, null, told(login), details.clientAddress());
            throw new TooManyAttemptsException(pause);
        }
        try {
            Authentication result = passwords.authenticate(attempt);
            guard.succeeded(login, details.clientAddress());
            return result;
        } catch (BadCredentialsException e) {
            audit.note(Event.SIGN_IN_FAILED, null, null, told(login), details.clientAddress());
            throw e;
        }
    }

    /** People type their password where their name belongs: of a text that is no address nothing is written down. */
    private static String told(String login) {
        String name = login.strip();
        return name.matches("[^@\\s\\p{Cntrl}]{1,100}@[^@\\s\\p{Cntrl}]{1,100}") ? name : "?";
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }
}
