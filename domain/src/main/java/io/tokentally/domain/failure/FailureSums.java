package io.tokentally.domain.failure;

import io.tokentally.domain.pricing.Money;
import java.util.List;

/**
 * Groups of failed calls.
 *
 * @param top those with the most calls, these first
 * @param groups how many there are altogether
 * @param calls of all groups
 * @param cost of all groups
 */
public record FailureSums(List<FailedCalls> top, long groups, long calls, Money cost) {

    public static final FailureSums NONE = new FailureSums(List.of(), 0, 0, Money.zero(Money.USD));

    public FailureSums {
        top = List.copyOf(top);
    }
}
