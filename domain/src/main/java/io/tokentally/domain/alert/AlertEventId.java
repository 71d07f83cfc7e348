package io.tokentally.domain.alert;

import java.util.UUID;

/** The identity of an alert, by which whoever is told twice knows it. */
public record AlertEventId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
