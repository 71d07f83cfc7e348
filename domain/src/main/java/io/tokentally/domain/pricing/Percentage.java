package io.tokentally.domain.pricing;

import java.math.BigDecimal;

/**
 * So many hundredths of an amount, exact.
 *
 * @param value for instance 12.5 for an eighth; between -100 and 1,000, with at most six decimals
 */
public record Percentage(BigDecimal value) {

    private static final int MAX_DECIMALS = 6;
    private static final BigDecimal LEAST = BigDecimal.valueOf(-100);
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000);

    public Percentage {
        if (value.compareTo(LEAST) < 0 || value.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("A percentage must lie between -100 and 1000, not " + value);
        }
        BigDecimal shortest = value.stripTrailingZeros();
        if (shortest.scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException("A percentage has at most 6 decimals, not " + value);
        }
        value = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    public static Percentage of(String value) {
        return new Percentage(new BigDecimal(value));
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public Percentage negate() {
        return new Percentage(value.negate());
    }

    /** The amount and this much of it on top. */
    public Money addedTo(Money amount) {
        return new Money(
                amount.currency(),
                amount.amount().add(amount.amount().multiply(value).movePointLeft(2)));
    }

    @Override
    public String toString() {
        return value.toPlainString() + " %";
    }
}
