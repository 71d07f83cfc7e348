package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What one unit costs.
 *
 * @param price of {@code per} units together, for instance USD 0.10
 * @param per how many units the price is for, for instance 1,000,000
 */
public record Rate(UsageUnit unit, Money price, long per) {

    public Rate {
        if (price.isNegative()) {
            throw new IllegalArgumentException("The price of " + unit + " must not be negative: " + price);
        }
        if (per < 1) {
            throw new IllegalArgumentException("The price of " + unit + " must be per 1 unit or more, not " + per);
        }
        if (!hasFiniteQuotient(price.amount(), per)) {
            throw new IllegalArgumentException(
                    "%s per %d %s has no exact decimal price per unit".formatted(price, per, unit));
        }
    }

    /** A quotient is a finite decimal if what the divisor has besides the factors 2 and 5 goes into the dividend. */
    private static boolean hasFiniteQuotient(BigDecimal dividend, long divisor) {
        long rest = divisor >> Long.numberOfTrailingZeros(divisor);
        while (rest % 5 == 0) {
            rest /= 5;
        }
        return rest == 1
                || dividend.unscaledValue().mod(BigInteger.valueOf(rest)).signum() == 0;
    }

    /** The exact price of so many units. */
    public Money of(long quantity) {
        // Exact: the constructor has seen that one unit has a finite decimal price.
        return new Money(
                price.currency(),
                price.amount().multiply(BigDecimal.valueOf(quantity)).divide(BigDecimal.valueOf(per)));
    }
}
