package io.tokentally.application.port.out.access;

/** Makes passwords and checks them. */
public interface Passwords {

    String hash(String password);

    boolean matches(String password, String passwordHash);

    /** A random password, easy to read out and type. */
    String random();
}
