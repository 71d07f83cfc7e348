package io.tokentally.domain.metering;

import io.tokentally.domain.text.PlainText;

/**
 * The feature that made a call, for instance {@code extract_candidate_info}; the API's own name where the caller names none.
 *
 * @param value the text, at most 120 characters, without control characters
 */
public record Endpoint(String value) {

    public static final int MAX_LENGTH = 120;

    /** What calls count under whose endpoints are too many to be told apart. */
    public static final Endpoint OTHER = new Endpoint("Other");

    public Endpoint {
        value = PlainText.require("endpoint", value, MAX_LENGTH);
    }

    /** The one of a call that names no feature. */
    public static Endpoint of(Operation operation) {
        return new Endpoint(operation.value());
    }

    @Override
    public String toString() {
        return value;
    }
}
