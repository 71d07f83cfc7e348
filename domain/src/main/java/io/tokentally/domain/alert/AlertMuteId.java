package io.tokentally.domain.alert;

import java.util.UUID;

/** The identity of a mute. */
public record AlertMuteId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
