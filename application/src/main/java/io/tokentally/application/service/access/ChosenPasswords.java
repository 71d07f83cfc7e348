package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.PasswordRefusedException;
import java.util.Collection;

/** The hash of a password that somebody chose, unless it is soon guessed. */
final class ChosenPasswords {

    private ChosenPasswords() {}

    /**
     * @param login of whoever chose it
     * @param names of the organizations that it is for
     * @throws PasswordRefusedException if many use it, or whoever knows the person or a program guesses it soon
     */
    static String hash(Passwords passwords, NewPassword password, String login, Collection<String> names) {
        password.requireUnlike(login, names);
        if (passwords.isCommon(password.value())) {
            throw new PasswordRefusedException("This password is one that many use, or easy to guess. Choose another.");
        }
        return passwords.hash(password.value());
    }
}
