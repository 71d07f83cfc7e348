package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;

/** One line of a bill: quantity × rate = amount. */
public record CostLine(long quantity, Rate rate) {

    public CostLine {
        if (quantity < 0) {
            throw new IllegalArgumentException("A cost line's quantity must not be negative: " + quantity);
        }
    }

    public UsageUnit unit() {
        return rate.unit();
    }

    public Money amount() {
        return rate.of(quantity);
    }
}
