package io.tokentally.domain.repricing;

import java.util.UUID;

/** Names one repricing. */
public record RepricingId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
