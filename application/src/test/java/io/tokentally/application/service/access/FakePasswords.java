package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Passwords;

/** Passwords whose hash is the password backwards. */
public final class FakePasswords implements Passwords {

    private int made;

    static String hashOf(String password) {
        return "hash-of-" + new StringBuilder(password).reverse();
    }

    @Override
    public String hash(String password) {
        return hashOf(password);
    }

    @Override
    public boolean matches(String password, String passwordHash) {
        return hash(password).equals(passwordHash);
    }

    @Override
    public boolean isCommon(String password) {
        return password.equals("a common password") || password.equals("password");
    }

    @Override
    public String random() {
        return "random " + ++made;
    }
}
