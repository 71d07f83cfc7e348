package io.tokentally.domain.alert;

import java.util.UUID;

/** The identity of a channel. */
public record AlertChannelId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
