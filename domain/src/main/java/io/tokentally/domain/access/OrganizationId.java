package io.tokentally.domain.access;

import io.tokentally.domain.text.PlainText;

/**
 * An organization as the host application names it.
 *
 * @param value the text, at most 255 characters, without control characters
 */
public record OrganizationId(String value) {

    public static final int MAX_LENGTH = 255;

    public OrganizationId {
        value = PlainText.require("organization id", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
