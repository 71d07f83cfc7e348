package io.tokentally.domain.alert;

import java.util.UUID;

/** The identity of a delivery. */
public record AlertDeliveryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
