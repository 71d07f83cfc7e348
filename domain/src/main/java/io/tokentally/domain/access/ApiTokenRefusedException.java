package io.tokentally.domain.access;

import java.util.Arrays;
import java.util.Locale;

/** An API token cannot be made, listed or revoked so. The message says why, fit for the person who tried. */
public final class ApiTokenRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. What the database answers with is the reason's name in lower case. */
    public enum Reason {
        NOT_BY_TOKEN(
                "An API token does not touch passwords, sessions and tokens. Sign in with your password for that."),
        SCOPE_NOT_YOURS("Your role does not allow the scope %s, so a token of yours cannot have it. Leave it out."),
        METRICS_ALONE("A token that reads metrics does nothing else. Make a second token for the other scopes."),
        NO_ORGANIZATION("You belong to no organization yet, so a token would have nothing to act in."),
        EXPIRY_NOT_POSSIBLE("A token ends within a year, and not before it is made. Choose another end."),
        TOO_MANY_TOKENS("You have %s tokens already. Revoke one that you do not need any more."),
        NO_SUCH_TOKEN("There is no such token. Load the list again.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    /** @param about what it is about, as far as the words name it */
    public ApiTokenRefusedException(Reason reason, String about) {
        super(reason.text.contains("%s") ? reason.text.formatted(about) : reason.text);
        this.reason = reason;
    }

    /** @throws IllegalArgumentException if no reason is called so */
    public static ApiTokenRefusedException ofCode(String code, String about) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().toLowerCase(Locale.ROOT).equals(code))
                .findFirst()
                .map(reason -> new ApiTokenRefusedException(
                        reason, reason == Reason.SCOPE_NOT_YOURS ? about.toLowerCase(Locale.ROOT) : about))
                .orElseThrow(() -> new IllegalArgumentException("No refusal is called '%s'".formatted(code)));
    }

    public Reason reason() {
        return reason;
    }
}
