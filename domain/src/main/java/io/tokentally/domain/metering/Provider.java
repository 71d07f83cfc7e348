package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;

/**
 * Who answered the call and bills it, for instance {@code openai}.
 *
 * @param value the text, at most 60 characters, without control characters
 */
public record Provider(String value) {

    public static final int MAX_LENGTH = 60;

    public static final Provider OPENAI = new Provider("openai");
    public static final Provider ANTHROPIC = new Provider("anthropic");
    public static final Provider GOOGLE = new Provider("google");

    public Provider {
        value = PlainText.require("provider", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
