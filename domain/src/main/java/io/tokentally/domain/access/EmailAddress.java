package io.tokentally.domain.access;

import io.tokentally.domain.text.ChosenName;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.text.PlainText;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address that somebody signs in with, in lower case.
 *
 * @param value has something before and after its only {@code @}; a host without dots may have addresses, too
 */
@ParsesOutsideInput
public record EmailAddress(String value) {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s<>\",;]+@[^@\\s<>\",;]+");

    /** @throws IllegalArgumentException if it is none */
    public EmailAddress {
        // Some letters take more room once they are small.
        value = PlainText.require("e-mail address", value.toLowerCase(Locale.ROOT), Person.MAX_LOGIN_LENGTH);
        if (!ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException("'%s' is no e-mail address".formatted(value));
        }
    }

    /** Whether all of it can be seen. Addresses that are there may be older than this question. */
    public boolean isVisible() {
        return ChosenName.hiddenIn(value).isEmpty();
    }

    @Override
    public String toString() {
        return value;
    }
}
