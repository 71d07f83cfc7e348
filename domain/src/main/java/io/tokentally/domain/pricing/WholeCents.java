package io.tokentally.domain.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Amounts in whole cents that add up to what their sum is shown as: each is rounded down, and the cents that are left go to those that
 * lost most of one. An amount is at most a cent from its exact value, where the sum is the rounded one.
 */
public final class WholeCents {

    private static final int CENTS = 2;
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private WholeCents() {}

    public static Money rounded(Money amount) {
        return new Money(amount.currency(), amount.amount().setScale(CENTS, RoundingMode.HALF_UP));
    }

    /**
     * @param sum what they shall add up to, in whole cents
     * @return the amounts in their order
     * @throws IllegalArgumentException if the sum has parts of a cent, or there is nothing to add up to it
     */
    public static List<Money> addingUpTo(Money sum, List<Money> amounts) {
        if (!rounded(sum).equals(sum)) {
            throw new IllegalArgumentException("%s is not in whole cents".formatted(sum));
        }
        List<BigDecimal> cents = new ArrayList<>(amounts.stream()
                .map(amount -> amount.amount().setScale(CENTS, RoundingMode.FLOOR))
                .toList());
        int left = sum.amount()
                .subtract(cents.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .divide(CENT)
                .intValueExact();
        if (left != 0 && amounts.isEmpty()) {
            throw new IllegalArgumentException("Nothing adds up to %s".formatted(sum));
        }
        List<Integer> byLoss = IntStream.range(0, cents.size())
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer place) -> amounts.get(place).amount().subtract(cents.get(place)))
                        .reversed())
                .toList();
        for (int given = 0; given < Math.abs(left); given++) {
            int place = byLoss.get(left > 0 ? given % byLoss.size() : byLoss.size() - 1 - given % byLoss.size());
            cents.set(place, cents.get(place).add(left > 0 ? CENT : CENT.negate()));
        }
        return cents.stream().map(amount -> new Money(sum.currency(), amount)).toList();
    }
}
