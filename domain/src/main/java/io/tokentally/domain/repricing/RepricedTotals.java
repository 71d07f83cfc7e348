package io.tokentally.domain.repricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;

/**
 * What a repricing does to the calls of one model and to its work for others' calls. Unpriced calls count nothing in the sums.
 *
 * @param model the one that served, without the date of its snapshot
 * @param records the calls looked at that it served
 * @param changed those whose cost becomes another, or is explained by another price
 */
public record RepricedTotals(
        Provider provider,
        ModelName model,
        long records,
        long changed,
        long unpricedBefore,
        long unpricedAfter,
        Money before,
        Money after) {

    public static RepricedTotals none(Provider provider, ModelName model) {
        return new RepricedTotals(provider, model, 0, 0, 0, 0, Money.zero(Money.USD), Money.zero(Money.USD));
    }

    /** With one more call. */
    public RepricedTotals plus(Cost old, Cost fresh) {
        return new RepricedTotals(
                provider,
                model,
                records + 1,
                changed + (old.equals(fresh) ? 0 : 1),
                unpricedBefore + (old.status() == CostStatus.UNPRICED ? 1 : 0),
                unpricedAfter + (fresh.status() == CostStatus.UNPRICED ? 1 : 0),
                before.plus(old.total()),
                after.plus(fresh.total()));
    }

    /** With an amount more, and none of the calls: work that the model did for a call of another's. */
    public RepricedTotals plus(Money moreBefore, Money moreAfter) {
        return new RepricedTotals(
                provider,
                model,
                records,
                changed,
                unpricedBefore,
                unpricedAfter,
                before.plus(moreBefore),
                after.plus(moreAfter));
    }

    /** Of the same model, taken together. */
    public RepricedTotals plus(RepricedTotals other) {
        return new RepricedTotals(
                provider,
                model,
                records + other.records,
                changed + other.changed,
                unpricedBefore + other.unpricedBefore,
                unpricedAfter + other.unpricedAfter,
                before.plus(other.before),
                after.plus(other.after));
    }
}
