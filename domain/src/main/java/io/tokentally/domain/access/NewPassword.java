package io.tokentally.domain.access;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A password that somebody wants to use from now on. */
public record NewPassword(String value) {

    public static final int MIN_LENGTH = 12;

    /** What bcrypt looks at; anything beyond would not count. */
    public static final int MAX_BYTES = 72;

    /** @throws PasswordRefusedException if it is too short or too long */
    public NewPassword {
        if (value.codePointCount(0, value.length()) < MIN_LENGTH) {
            throw new PasswordRefusedException("The new password needs %d characters or more.".formatted(MIN_LENGTH));
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new PasswordRefusedException(
                    "The new password is too long: it may have %d characters.".formatted(MAX_BYTES));
        }
    }

    /** @throws PasswordRefusedException if it is the person's own address, or not much more than it */
    public void requireUnlike(String login) {
        String password = value.strip().toLowerCase(Locale.ROOT);
        String address = login.strip().toLowerCase(Locale.ROOT);
        int at = address.indexOf('@');
        String name = at < 0 ? address : address.substring(0, at);
        String rest = password.replace(address, "").replace(name, "");
        if (rest.length() < MIN_LENGTH / 2) {
            throw new PasswordRefusedException("The new password is not much more than your address. Choose another.");
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "NewPassword";
    }
}
