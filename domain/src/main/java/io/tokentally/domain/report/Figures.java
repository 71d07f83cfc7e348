package io.tokentally.domain.report;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a group used.
 *
 * @param failedCost what of the cost is that of calls that failed; nothing unless {@link Measure#FAILED_COST} was asked for
 * @param distributions of those measures that were asked for, without those that have no value
 * @param units those that were used; none unless {@link Measure#UNITS} or {@link Measure#LIST_COST} was asked for
 */
public record Figures(
        UsageTotals totals, Money failedCost, Map<Measure, Distribution> distributions, Map<UsageUnit, UnitSum> units) {

    public static final Figures NONE =
            new Figures(UsageTotals.none(Money.USD), Money.zero(Money.USD), Map.of(), Map.of());

    public Figures {
        distributions = Map.copyOf(distributions);
        units = Map.copyOf(units);
    }

    public Figures plus(Figures other) {
        Map<Measure, Distribution> sums = new EnumMap<>(Measure.class);
        sums.putAll(distributions);
        other.distributions.forEach((measure, distribution) -> sums.merge(measure, distribution, Distribution::plus));
        Map<UsageUnit, UnitSum> unitSums = new EnumMap<>(UsageUnit.class);
        unitSums.putAll(units);
        other.units.forEach((unit, sum) -> unitSums.merge(unit, sum, UnitSum::plus));
        return new Figures(totals.plus(other.totals), failedCost.plus(other.failedCost), sums, unitSums);
    }

    /** At list prices, where they are known; what no unit tells, as of calls that an earlier version summed, costs what it cost. */
    public Money listCost() {
        Money listCost = totals.cost();
        for (UnitSum unit : units.values()) {
            listCost = listCost.plus(unit.listCost()).minus(unit.cost());
        }
        return listCost;
    }

    public Distribution distribution(Measure measure) {
        return distributions.getOrDefault(measure, Distribution.NONE);
    }
}
