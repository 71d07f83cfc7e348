package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.RequestOrigin;

/** Counts passwords that are asked for within a session together with those of the sign-in. */
final class GuardedPasswordAttempts implements PasswordAttempts {

    private final SignInGuard guard;
    private final RequestOrigin origin;

    GuardedPasswordAttempts(SignInGuard guard, RequestOrigin origin) {
        this.guard = guard;
        this.origin = origin;
    }

    @Override
    public boolean isClosed(String login) {
        return guard.isClosed(login, address());
    }

    @Override
    public void failed(String login) {
        guard.failed(login, address());
    }

    @Override
    public void succeeded(String login) {
        guard.succeeded(login, address());
    }

    private String address() {
        return origin.clientAddress().orElse("");
    }
}
