package io.tokentally.domain.access;

import io.tokentally.domain.text.PlainText;

/**
 * A person or a service as the host application names it.
 *
 * @param value the text, at most 255 characters, without control characters
 */
public record UserId(String value) {

    public static final int MAX_LENGTH = 255;

    public UserId {
        value = PlainText.require("user id", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
