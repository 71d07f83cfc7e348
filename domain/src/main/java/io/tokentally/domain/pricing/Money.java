package io.tokentally.domain.pricing;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;

/**
 * An exact amount in a currency. Nothing rounds it; two amounts are equal if they are worth the same, whatever their
 * scale. The amount has no negative scale, so that it is never written with an exponent as in {@code 1E+2}.
 */
public record Money(Currency currency, BigDecimal amount) implements Comparable<Money> {

    public static final Currency USD = Currency.getInstance("USD");

    public Money {
        BigDecimal shortest = amount.stripTrailingZeros();
        amount = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    public static Money usd(BigDecimal amount) {
        return new Money(USD, amount);
    }

    /** @throws NumberFormatException if the text is no decimal number */
    public static Money usd(String amount) {
        return usd(new BigDecimal(amount));
    }

    public static Money zero(Currency currency) {
        return new Money(currency, BigDecimal.ZERO);
    }

    /** The sum; that of nothing is zero in the currency named. */
    public static Money sum(Currency currency, Collection<Money> amounts) {
        return amounts.stream().reduce(zero(currency), Money::plus);
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Money plus(Money other) {
        requireSameCurrency(other);
        return new Money(currency, amount.add(other.amount));
    }

    /** @throws IllegalArgumentException if the currencies differ */
    public Money minus(Money other) {
        requireSameCurrency(other);
        return new Money(currency, amount.subtract(other.amount));
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** @throws IllegalArgumentException if the currencies differ */
    @Override
    public int compareTo(Money other) {
        requireSameCurrency(other);
        return amount.compareTo(other.amount);
    }

    @Override
    public String toString() {
        return currency.getCurrencyCode() + " " + amount.toPlainString();
    }

    private void requireSameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot mix " + currency + " with " + other.currency);
        }
    }
}
