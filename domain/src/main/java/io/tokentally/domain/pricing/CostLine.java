package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a bill: quantity × rate = amount, raised or lowered by the adjustments, one after the other.
 *
 * @param part the usage part that it is for; absent where the call is billed as one
 * @param listRate what the list says, with what its region costs more, where the organization agreed on a rate of its own; absent
 *     where the rate is the list's, or the list has none
 */
public record CostLine(
        long quantity,
        Rate rate,
        List<Adjustment> adjustments,
        @Nullable BilledPart part,
        @Nullable Rate listRate) {

    public CostLine {
        if (quantity < 0) {
            throw new IllegalArgumentException("A cost line's quantity must not be negative: " + quantity);
        }
        adjustments = List.copyOf(adjustments);
    }

    public CostLine(long quantity, Rate rate, List<Adjustment> adjustments) {
        this(quantity, rate, adjustments, null);
    }

    public CostLine(long quantity, Rate rate, List<Adjustment> adjustments, @Nullable BilledPart part) {
        this(quantity, rate, adjustments, part, null);
    }

    public CostLine(long quantity, Rate rate) {
        this(quantity, rate, List.of());
    }

    CostLine of(BilledPart billed) {
        return new CostLine(quantity, rate, adjustments, billed, listRate);
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

    /** As the list has it: raised for its region, and without what the organization agreed. */
    public CostLine listed() {
        if (listRate != null) {
            return new CostLine(quantity, listRate, List.of(), part);
        }
        return new CostLine(
                quantity,
                rate,
                adjustments.stream()
                        .filter(adjustment -> adjustment.kind() != Adjustment.Kind.DISCOUNT)
                        .toList(),
                part);
    }
}
