package io.tokentally.domain.change;

import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.UnitSum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What was used of one unit of a model on one tier in one period.
 *
 * @param requests of the model on that tier, whether they used the unit or not
 * @param quantity 0 where no unit tells of it
 * @param listCost what it would have cost without the organization's own rates and discounts
 */
public record CellUsage(long requests, long quantity, Money cost, Money listCost) {

    private static final int RATE_SCALE = 18;

    static CellUsage of(PricedUsage usage, UnitSum sum) {
        return new CellUsage(usage.requests(), sum.quantity(), sum.cost(), sum.listCost());
    }

    /** What one unit cost on average, to {@value #RATE_SCALE} digits; nothing where none was used. */
    public Optional<BigDecimal> rate() {
        return quantity == 0
                ? Optional.empty()
                : Optional.of(cost.amount().divide(BigDecimal.valueOf(quantity), RATE_SCALE, RoundingMode.HALF_EVEN));
    }
}
