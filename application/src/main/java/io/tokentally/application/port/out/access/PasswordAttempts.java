package io.tokentally.application.port.out.access;

/** Counts wrong passwords, wherever they are typed. */
public interface PasswordAttempts {

    /** Whether this login takes no password for a while from where the request at hand came from. */
    boolean isClosed(String login);

    void failed(String login);

    void succeeded(String login);
}
