package io.tokentally.bootstrap.security;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** No password is looked at for a while: too many were wrong, or too many are being looked at. */
final class TooManyAttemptsException extends LockedException {

    private static final long serialVersionUID = 1L;

    TooManyAttemptsException(Duration pause) {
        super("Too many attempts. Try again in %d seconds.".formatted(Math.max(1, pause.toSeconds())));
    }
}
