package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Passwords;

/** Passwords whose hash tells them. */
final class FakePasswords implements Passwords {

    @Override
    public String hash(String password) {
        return "hash-of-" + password;
    }

    @Override
    public boolean matches(String password, String passwordHash) {
        return hash(password).equals(passwordHash);
    }

    @Override
    public boolean isCommon(String password) {
        return password.equals("a common password");
    }

    @Override
    public String random() {
        return "random";
    }
}
