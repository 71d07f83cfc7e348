package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;
import java.util.List;

/** One line of a bill: quantity × rate = amount, raised or lowered by the adjustments, one after the other. */
public record CostLine(long quantity, Rate rate, List<Adjustment> adjustments) {

    public CostLine {
        if (quantity < 0) {
            throw new IllegalArgumentException("A cost line's quantity must not be negative: " + quantity);
        }
        adjustments = List.copyOf(adjustments);
    }

    public CostLine(long quantity, Rate rate) {
        this(quantity, rate, List.of());
    }

    public UsageUnit unit() {
        return rate.unit();
    }

    public Money amount() {
        Money amount = rate.of(quantity);
        for (Adjustment adjustment : adjustments) {
            amount = adjustment.percentage().addedTo(amount);
        }
        return amount;
    }
}
