package io.tokentally.bootstrap.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.Authentication;

/** Asks the guard before it asks for the password, so that a login that is closed tells nothing about the password. */
final class GuardedAuthenticationProvider implements AuthenticationProvider {

    private final AuthenticationProvider passwords;
    private final SignInGuard guard;

    GuardedAuthenticationProvider(AuthenticationProvider passwords, SignInGuard guard) {
        this.passwords = passwords;
        this.guard = guard;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication attempt) {
        String login = attempt.getName();
        String address = address(attempt);
        if (guard.isClosed(login, address)) {
            throw new LockedException(
                    "Too many wrong passwords. Try again in %d minutes.".formatted(SignInGuard.CLOSED_FOR.toMinutes()));
        }
        try {
            Authentication result = passwords.authenticate(attempt);
            guard.succeeded(login, address);
            return result;
        } catch (BadCredentialsException e) {
            guard.failed(login, address);
            throw e;
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return passwords.supports(authentication);
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof SignInDetails details ? details.clientAddress() : "";
    }
}
