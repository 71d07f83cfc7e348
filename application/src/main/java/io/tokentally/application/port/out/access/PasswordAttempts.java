package io.tokentally.application.port.out.access;

import java.time.Duration;

/** Counts passwords that are asked for within a session together with those of the sign-in, before they are looked at. */
public interface PasswordAttempts {

    /** Counts one, and returns how long it has to wait; zero to look at the password. */
    Duration begin(String login);

    void succeeded(String login);
}
