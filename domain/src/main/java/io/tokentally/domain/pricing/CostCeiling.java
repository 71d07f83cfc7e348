package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.UsageUnit;
import java.math.BigDecimal;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a request costs at most at the rates of one price, if each of its tokens is of the dearest kind and its length, up to the
 * one that it cannot exceed, the dearest too.
 *
 * <p>Where rates for long inputs are charged for the whole request, that is the number of tokens times the dearest rate that a
 * length up to the bound can have. Where they are charged for the part above, a token's rate goes by how many of its kind came
 * before: with the dearest rate that a token at each place or before it can have, the sum over all places is no less than that of any
 * division into kinds, for each kind begins anew at rates that are no higher.
 */
final class CostCeiling {

    private static final UsageUnit[] UNITS = UsageUnit.values();

    private final PriceTerms terms;
    private final long inputTokens;
    private final Charge charge;

    /** What one unit costs at a rate, with all that raises and lowers it. */
    interface Charge {
        Money of(UsageUnit unit, Rate rate);
    }

    /** @param inputTokens no more of which the price holds for are reckoned with: a longer request has no price */
    CostCeiling(PriceTerms terms, long inputTokens, Charge charge) {
        this.terms = terms;
        this.inputTokens = terms.maxInputTokens() == null ? inputTokens : Math.min(inputTokens, terms.maxInputTokens());
        this.charge = charge;
    }

    /** Absent if there is input, and none of the kinds has a rate. */
    @Nullable
    Money ofInput(Predicate<UsageUnit> kinds) {
        return of(
                inputTokens, unit -> (unit.isInputToken() || unit == UsageUnit.SPEECH_CHARACTERS) && kinds.test(unit));
    }

    /** Absent if there is output, and none of the kinds has a rate. */
    @Nullable
    Money ofOutput(long outputTokens, Predicate<UsageUnit> kinds) {
        return of(outputTokens, unit -> unit.isOutputToken() && kinds.test(unit));
    }

    /**
     * What several requests cost at most of which none is longer than the bound, by the sums of their tokens. Absent if there are tokens of
     * which none of the kinds has a rate. Where a token's rate goes by how many came before, all are reckoned at the dearest one: how they
     * are divided among the requests is not known.
     */
    @Nullable
    Money ofSeveral(long input, long output, Predicate<UsageUnit> kinds) {
        long length = terms.longInputBilling() == LongInputBilling.WHOLE_REQUEST ? inputTokens : Long.MAX_VALUE;
        Money ofInput = several(input, length, unit -> unit.isInputToken() && kinds.test(unit));
        Money ofOutput = several(output, length, unit -> unit.isOutputToken() && kinds.test(unit));
        return ofInput == null || ofOutput == null ? null : ofInput.plus(ofOutput);
    }

    private @Nullable Money several(long quantity, long length, Predicate<UsageUnit> kinds) {
        if (quantity == 0) {
            return Money.zero(terms.currency());
        }
        Money each = dearest(length, kinds);
        return each == null ? null : times(each, quantity);
    }

    private @Nullable Money of(long quantity, Predicate<UsageUnit> kinds) {
        if (quantity == 0) {
            return Money.zero(terms.currency());
        }
        if (terms.longInputBilling() == LongInputBilling.WHOLE_REQUEST) {
            Money each = dearest(inputTokens, kinds);
            return each == null ? null : times(each, quantity);
        }
        Money sum = Money.zero(terms.currency());
        long start = 0;
        for (long end : ends(quantity)) {
            Money each = dearest(end, kinds);
            if (each == null) {
                return null;
            }
            sum = sum.plus(times(each, end - start));
            start = end;
        }
        return sum;
    }

    /** Up to where the rates of all kinds stay the same, place by place, and at last the quantity. */
    private Iterable<Long> ends(long quantity) {
        TreeSet<Long> ends = new TreeSet<>();
        for (TieredRate rate : terms.rates()) {
            for (TieredRate.Tier tier : rate.tiers()) {
                if (tier.aboveInputTokens() < quantity) {
                    ends.add(tier.aboveInputTokens());
                }
            }
        }
        ends.add(quantity);
        return ends;
    }

    /** The dearest rate of any of the kinds for any length up to this one; absent if none has a rate. */
    private @Nullable Money dearest(long length, Predicate<UsageUnit> kinds) {
        Money dearest = null;
        for (UsageUnit unit : UNITS) {
            TieredRate rate = kinds.test(unit) ? terms.findBilled(unit) : null;
            if (rate == null) {
                continue;
            }
            dearest = dearer(dearest, charge.of(unit, rate.base()));
            for (TieredRate.Tier tier : rate.tiers()) {
                if (length > tier.aboveInputTokens()) {
                    dearest = dearer(dearest, charge.of(unit, tier.rate()));
                }
            }
        }
        return dearest;
    }

    private static Money dearer(@Nullable Money one, Money other) {
        return one == null || other.compareTo(one) > 0 ? other : one;
    }

    private static Money times(Money each, long many) {
        return new Money(each.currency(), each.amount().multiply(BigDecimal.valueOf(many)));
    }
}
