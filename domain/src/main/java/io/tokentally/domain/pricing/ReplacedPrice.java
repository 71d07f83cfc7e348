package io.tokentally.domain.pricing;

import java.time.Instant;

/**
 * A version of a price that turned out wrong.
 *
 * @param wrongSince from when on it prices nothing any more: what it priced before is right
 * @param reason of the correction or the withdrawal
 */
public record ReplacedPrice(String version, Instant wrongSince, String reason) {

    static ReplacedPrice withdrawn(ModelPrice price, Withdrawal withdrawal) {
        return new ReplacedPrice(price.version(), price.validity().from(), withdrawal.reason());
    }
}
