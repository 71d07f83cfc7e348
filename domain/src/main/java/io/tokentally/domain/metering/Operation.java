package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;

/**
 * What a call asks of a provider's API, by the API's own name: {@code chat.completions}, {@code messages}, {@code embeddings}. The
 * provider's protocol tells it for every call, whichever feature makes it.
 *
 * @param value the text, at most 120 characters, without control characters
 */
public record Operation(String value) {

    public static final int MAX_LENGTH = Endpoint.MAX_LENGTH;

    public Operation {
        value = PlainText.require("operation", value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return value;
    }
}
