package io.tokentally.domain.report;

import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a group used.
 *
 * @param failedCost what of the cost is that of calls that failed; nothing unless {@link Measure#FAILED_COST} was asked for
 * @param distributions of those measures that were asked for, without those that have no value
 */
public record Figures(UsageTotals totals, Money failedCost, Map<Measure, Distribution> distributions) {

    public static final Figures NONE = new Figures(UsageTotals.none(Money.USD), Money.zero(Money.USD), Map.of());

    public Figures {
        distributions = Map.copyOf(distributions);
    }

    public Figures plus(Figures other) {
        Map<Measure, Distribution> sums = new EnumMap<>(Measure.class);
        sums.putAll(distributions);
        other.distributions.forEach((measure, distribution) -> sums.merge(measure, distribution, Distribution::plus));
        return new Figures(totals.plus(other.totals), failedCost.plus(other.failedCost), sums);
    }

    public Distribution distribution(Measure measure) {
        return distributions.getOrDefault(measure, Distribution.NONE);
    }
}
