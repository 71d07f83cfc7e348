package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import java.time.Duration;

/**
 * Counts passwords that are asked for within a session together with those of the sign-in, and codes of second factors,
 * before they are looked at. A right password forgives no wrong codes.
 */
@SystemPort("counts, and hands back a time to wait")
public interface PasswordAttempts {

    /** Counts one, and returns how long it has to wait; zero to look at the password. */
    Duration begin(String login);

    void succeeded(String login);

    /** Counts a code, and returns how long it has to wait; zero to look at it. */
    Duration beginCode(String login);

    void codeSucceeded(String login);
}
