package io.tokentally.domain.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a price or a discount holds.
 *
 * @param from the first instant it holds
 * @param until the first instant it no longer holds; absent while no end is known
 */
public record Validity(Instant from, @Nullable Instant until) {

    public Validity {
        if (until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("valid from %s, which is not before %s".formatted(from, until));
        }
    }

    public static Validity since(Instant from) {
        return new Validity(from, null);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && (until == null || instant.isBefore(until));
    }

    public boolean overlaps(Validity other) {
        return (other.until == null || from.isBefore(other.until)) && (until == null || other.from.isBefore(until));
    }
}
