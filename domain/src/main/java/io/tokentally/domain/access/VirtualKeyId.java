package io.tokentally.domain.access;

import java.util.UUID;

/** The identity of a virtual key, which is no secret. */
public record VirtualKeyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
