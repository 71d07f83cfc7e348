package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;

/**
 * Where a call was processed, by the provider's own name, where the provider sells regions apart: {@code us}, {@code eu}.
 *
 * @param value the text, at most 60 characters, without control characters
 */
public record Region(String value) {

    public static final int MAX_LENGTH = 60;

    public Region {
        value = PlainText.require("region", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
