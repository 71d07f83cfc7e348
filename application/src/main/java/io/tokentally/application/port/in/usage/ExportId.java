package io.tokentally.application.port.in.usage;

import java.util.UUID;

/** By what whoever asks for an export follows it, chosen by them; told apart from others' by whose it is. */
public record ExportId(UUID value) {

    /** @throws IllegalArgumentException if the text is no UUID */
    public static ExportId of(String text) {
        return new ExportId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
