package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.port.out.access.RequestOrigin;
import java.time.Duration;

/** Counts passwords that are asked for within a session together with those of the sign-in. */
final class GuardedPasswordAttempts implements PasswordAttempts {

    private final SignInGuard guard;
    private final RequestOrigin origin;

    GuardedPasswordAttempts(SignInGuard guard, RequestOrigin origin) {
        this.guard = guard;
        this.origin = origin;
    }

    @Override
    public Duration begin(String login) {
        return guard.begin(login, address(), null);
    }

    @Override
    public void succeeded(String login) {
        guard.succeeded(login, address());
    }

    @Override
    public Duration beginCode(String login) {
        byte[] device = WebRequestOrigin.request()
                .map(DeviceCookie::in)
                .map(DeviceCookie::hash)
                .orElse(null);
        return guard.beginCode(login, address(), device);
    }

    @Override
    public void codeSucceeded(String login) {
        guard.codeSucceeded(login, address());
    }

    private String address() {
        return origin.clientAddress().orElse("");
    }
}
