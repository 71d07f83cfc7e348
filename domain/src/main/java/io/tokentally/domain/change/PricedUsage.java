package io.tokentally.domain.change;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.UnitSum;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What calls used whose cost is known.
 *
 * @param requests none for what a model did for calls that another one served
 * @param units what they cost together need not be all of the cost: an earlier version's sums do not tell them
 * @param priceVersions that were applied
 */
public record PricedUsage(long requests, Money cost, Map<UsageUnit, UnitSum> units, Set<String> priceVersions) {

    public static final PricedUsage NONE = new PricedUsage(0, Money.zero(Money.USD), Map.of(), Set.of());

    private static final UnitSum NOTHING = new UnitSum(0, Money.zero(Money.USD), Money.zero(Money.USD));

    /** What each second's amount of a call may be rounded by, where its price by the minute has no finite one by the second. */
    private static final BigDecimal ROUNDING_OF_SECOND = BigDecimal.ONE.movePointLeft(18);

    public PricedUsage {
        units = Map.copyOf(units);
        priceVersions = Set.copyOf(priceVersions);
    }

    /** What a report tells of a version. Where amounts of single calls were rounded, so is their unit's sum. */
    public static PricedUsage of(Figures figures, String priceVersion) {
        PricedUsage told = new PricedUsage(
                figures.totals().requests(), figures.totals().cost(), figures.units(), Set.of(priceVersion));
        Money untold = told.untold();
        Map<UsageUnit, UnitSum> units = new EnumMap<>(UsageUnit.class);
        units.putAll(told.units);
        told.units.keySet().stream()
                .filter(UsageUnit::isSecond)
                .max(Comparator.comparingLong(unit -> told.of(unit).quantity()))
                .filter(unit -> isRounding(untold, told.of(unit).quantity()))
                .ifPresent(unit -> units.merge(unit, new UnitSum(0, untold, untold), UnitSum::plus));
        return new PricedUsage(told.requests, told.cost, units, told.priceVersions);
    }

    private static boolean isRounding(Money amount, long seconds) {
        return amount.amount().abs().compareTo(ROUNDING_OF_SECOND.multiply(BigDecimal.valueOf(seconds))) <= 0;
    }

    public PricedUsage plus(PricedUsage other) {
        Map<UsageUnit, UnitSum> sums = new EnumMap<>(UsageUnit.class);
        sums.putAll(units);
        other.units.forEach((unit, sum) -> sums.merge(unit, sum, UnitSum::plus));
        Set<String> versions = new TreeSet<>(priceVersions);
        versions.addAll(other.priceVersions);
        return new PricedUsage(Math.addExact(requests, other.requests), cost.plus(other.cost), sums, versions);
    }

    public UnitSum of(UsageUnit unit) {
        return units.getOrDefault(unit, NOTHING);
    }

    /** How much of the unit there is, with what is the same but for a cache. */
    long ofFamily(UsageUnit unit) {
        return units.entrySet().stream()
                .filter(entry -> entry.getKey().withoutCache() == unit.withoutCache())
                .mapToLong(entry -> entry.getValue().quantity())
                .reduce(0, Math::addExact);
    }

    /** What of the cost no unit tells. */
    Money untold() {
        return units.values().stream().map(UnitSum::cost).reduce(cost, Money::minus);
    }
}
