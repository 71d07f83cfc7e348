package io.tokentally.domain.alert;

import java.util.Locale;
import java.util.stream.Stream;

/** How what is watched stands, from the least to the most grave. */
public enum AlertState {
    OK,
    NO_DATA,
    WARNING,
    OVER;

    /** As programs write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of that code */
    public static AlertState of(String code) {
        return Stream.of(values())
                .filter(state -> state.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no state '%s' of an alert".formatted(code)));
    }
}
