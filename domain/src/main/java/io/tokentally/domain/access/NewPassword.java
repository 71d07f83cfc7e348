package io.tokentally.domain.access;

import java.nio.charset.StandardCharsets;

/** A password that somebody wants to use from now on. */
public record NewPassword(String value) {

    public static final int MIN_LENGTH = 12;

    /** What bcrypt looks at; anything beyond would not count. */
    public static final int MAX_BYTES = 72;

    /** @throws PasswordRefused if it is too short or too long */
    public NewPassword {
        if (value.codePointCount(0, value.length()) < MIN_LENGTH) {
            throw new PasswordRefused("The new password needs %d characters or more.".formatted(MIN_LENGTH));
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new PasswordRefused("The new password is too long: it may have %d characters.".formatted(MAX_BYTES));
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "NewPassword";
    }
}
