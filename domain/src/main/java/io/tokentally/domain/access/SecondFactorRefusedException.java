package io.tokentally.domain.access;

import java.util.Arrays;

/** Something about a second factor cannot be done so. The message says why, fit for the person who tried. */
public final class SecondFactorRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String CODE = "second_factor_";

    /** Why. What the database answers with is {@code second_factor_} and the reason's name in lower case. */
    public enum Reason {
        WRONG_CODE(
                "The code is wrong, or was used before. Wait for the next one of your app, and check that the clock of"
                        + " your device is right."),
        TOO_MANY_TRIES("Too many wrong codes. Wait a few minutes, then try again."),
        NEEDS_TOKEN(
                "This account has a second factor, or needs one, so its password alone opens nothing here. Use an API"
                        + " token."),
        EXISTS("You have a second factor already. Turn it off to set up another."),
        NONE("You have no second factor. Set one up first."),
        REQUIRED("Your organization, or your role, asks for a second factor, so it stays on."),
        CODE_NEEDED("Enter a code of your app to go on."),
        NO_SESSION("Sign in again in a browser to change your second factor.");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }

    private final Reason reason;

    public SecondFactorRefusedException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    /** @throws IllegalArgumentException if no reason is called so */
    public static SecondFactorRefusedException ofCode(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> (CODE + reason.name()).equalsIgnoreCase(code))
                .findFirst()
                .map(SecondFactorRefusedException::new)
                .orElseThrow(() -> new IllegalArgumentException("No refusal is called '%s'".formatted(code)));
    }

    public Reason reason() {
        return reason;
    }
}
