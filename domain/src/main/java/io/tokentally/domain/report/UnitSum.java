package io.tokentally.domain.report;

import io.tokentally.domain.pricing.Money;

/**
 * How much of one unit was used.
 *
 * @param cost what was paid for it; nothing for what had no price
 * @param listCost what it would have cost without the organization's own rates and discounts
 */
public record UnitSum(long quantity, Money cost, Money listCost) {

    public UnitSum plus(UnitSum other) {
        return new UnitSum(
                Math.addExact(quantity, other.quantity), cost.plus(other.cost), listCost.plus(other.listCost));
    }
}
