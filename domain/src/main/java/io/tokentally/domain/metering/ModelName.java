package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;

/**
 * A model as the provider names it, for instance {@code gpt-4.1-nano} or its dated snapshot {@code gpt-4.1-nano-2025-04-14}.
 *
 * @param value the text, at most 200 characters, without control characters
 */
public record ModelName(String value) {

    public static final int MAX_LENGTH = 200;

    public ModelName {
        value = PlainText.require("model", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
