package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What one unit costs. Its amounts are exact, but for prices by the minute that have no finite price by the second: USD
 * 0.05 a minute is a twelve-hundredth of a dollar a second. Such an amount is rounded to {@value #MAX_SCALE} digits.
 *
 * @param price of {@code per} units together, for instance USD 0.10
 * @param per how many units the price is for, for instance 1,000,000
 */
public record Rate(UsageUnit unit, Money price, long per) {

    private static final int MAX_SCALE = 18;

    public Rate {
        if (price.isNegative()) {
            throw new IllegalArgumentException("The price of " + unit + " must not be negative: " + price);
        }
        if (per < 1) {
            throw new IllegalArgumentException("The price of " + unit + " must be per 1 unit or more, not " + per);
        }
        if (!unit.isSecond() && !hasFiniteQuotient(price.amount(), per)) {
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

    /** The price of so many units, exact where it is finite. */
    public Money of(long quantity) {
        BigDecimal amount = price.amount().multiply(BigDecimal.valueOf(quantity));
        return new Money(
                price.currency(),
                hasFiniteQuotient(amount, per)
                        ? amount.divide(BigDecimal.valueOf(per))
                        : amount.divide(BigDecimal.valueOf(per), MAX_SCALE, RoundingMode.HALF_EVEN));
    }
}
