package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;

/** Makes passwords and checks them. */
@SystemPort("computes; reads nothing that is kept")
public interface Passwords {

    String hash(String password);

    boolean matches(String password, String passwordHash);

    /** Whether it is one that many people use, or that a program guesses soon. */
    boolean isCommon(String password);

    /** A random password, easy to read out and type. */
    String random();
}
