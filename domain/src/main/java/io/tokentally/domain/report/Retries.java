package io.tokentally.domain.report;

import io.tokentally.domain.pricing.Money;

/**
 * Calls that were sent again, by what their clients told of them: attempts that are not the first of their call.
 *
 * @param calls how many attempts, however they ended
 * @param unpriced of how many the cost is not known
 * @param cost of the others
 */
public record Retries(long calls, long unpriced, Money cost) {

    public static final Retries NONE = new Retries(0, 0, Money.zero(Money.USD));

    public Retries {
        if (unpriced < 0 || calls < unpriced) {
            throw new IllegalArgumentException("%d of %d calls have no known cost".formatted(unpriced, calls));
        }
    }
}
