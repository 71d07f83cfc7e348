package io.tokentally.domain.change;

import io.tokentally.domain.change.CellLevels.Level;
import io.tokentally.domain.change.ShapleyShares.Factor;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.UnitSum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Explains a difference of costs cell by cell: a cell is a unit of a model on a tier. Its cost is a product,
 *
 * <p>calls × share of the model × share of the tier × units of its kind for each call × share of the unit in its kind × list price × what is
 * paid of it,
 *
 * <p>and each factor has its {@linkplain ShapleyShares share} in the change of that product. Shares are rounded once, in each cell, and what
 * that leaves goes to the cell's largest, so that both the causes of a cell and the cells of a cause add up.
 */
final class CostBridge {

    /** Shares have at least a billionth of a thousandth of a dollar; more where the cost of the cell has. */
    private static final int MIN_SCALE = 12;

    private static final Comparator<CellChange> LARGEST_FIRST = Comparator.comparing(
                    (CellChange cell) -> cell.amount().amount().abs())
            .reversed()
            .thenComparing(CellChange::served, ModelOnTier.ORDER)
            .thenComparing(CellChange::unit, Comparator.nullsLast(Comparator.naturalOrder()));

    private final PeriodUsage from;
    private final PeriodUsage to;
    private final Map<ChangeCause, List<CellChange>> cells = new EnumMap<>(ChangeCause.class);

    CostBridge(PeriodUsage from, PeriodUsage to) {
        this.from = from;
        this.to = to;
        keys(from.succeeded(), to.succeeded()).forEach(this::explain);
        keys(from.failed(), to.failed()).forEach(this::addFailed);
    }

    /** One of each cause; what no cell has is not attributed. */
    List<ExplainedPart> parts() {
        List<ExplainedPart> parts = new ArrayList<>();
        Money left = to.totals().cost().minus(from.totals().cost());
        for (ChangeCause cause : ChangeCause.values()) {
            List<CellChange> largestFirst = cells.getOrDefault(cause, List.of()).stream()
                    .sorted(LARGEST_FIRST)
                    .toList();
            Money amount = cause == ChangeCause.NOT_ATTRIBUTED
                    ? left
                    : Money.sum(
                            Money.USD,
                            largestFirst.stream().map(CellChange::amount).toList());
            parts.add(new ExplainedPart(cause, amount, largestFirst));
            left = left.minus(amount);
        }
        return parts;
    }

    private void explain(ModelOnTier served) {
        PricedUsage before = usage(from.succeeded(), served);
        PricedUsage after = usage(to.succeeded(), served);
        for (UsageUnit unit : units(before, after)) {
            UnitSum sumBefore = before.of(unit);
            UnitSum sumAfter = after.of(unit);
            Money change = sumAfter.cost().minus(sumBefore.cost());
            CellLevels levels = new CellLevels(List.of(
                    level(ChangeCause.CALLS, requests(from), requests(to)),
                    level(ChangeCause.MODELS, requests(from, served), requests(to, served)),
                    level(ChangeCause.TIERS, before.requests(), after.requests()),
                    level(lengthOf(unit), before.ofFamily(unit), after.ofFamily(unit)),
                    level(ChangeCause.CACHE, sumBefore.quantity(), sumAfter.quantity()),
                    level(priceCause(before, after, unit), sumBefore.listCost(), sumAfter.listCost()),
                    level(ChangeCause.AGREED_RATES, sumBefore.cost(), sumAfter.cost())));
            shares(levels.factors(), change)
                    .forEach((cause, amount) -> add(
                            cause,
                            served,
                            unit,
                            CellUsage.of(before, sumBefore),
                            CellUsage.of(after, sumAfter),
                            amount));
        }
        addUntold(ChangeCause.NOT_ATTRIBUTED, served, before, after);
    }

    private void addFailed(ModelOnTier served) {
        PricedUsage before = usage(from.failed(), served);
        PricedUsage after = usage(to.failed(), served);
        for (UsageUnit unit : units(before, after)) {
            CellUsage cellBefore = CellUsage.of(before, before.of(unit));
            CellUsage cellAfter = CellUsage.of(after, after.of(unit));
            add(
                    ChangeCause.FAILED_CALLS,
                    served,
                    unit,
                    cellBefore,
                    cellAfter,
                    cellAfter.cost().minus(cellBefore.cost()));
        }
        addUntold(ChangeCause.FAILED_CALLS, served, before, after);
    }

    private void addUntold(ChangeCause cause, ModelOnTier served, PricedUsage before, PricedUsage after) {
        CellUsage cellBefore = new CellUsage(before.requests(), 0, before.untold(), before.untold());
        CellUsage cellAfter = new CellUsage(after.requests(), 0, after.untold(), after.untold());
        add(cause, served, null, cellBefore, cellAfter, cellAfter.cost().minus(cellBefore.cost()));
    }

    private void add(
            ChangeCause cause,
            ModelOnTier served,
            @Nullable UsageUnit unit,
            CellUsage before,
            CellUsage after,
            Money amount) {
        if (!amount.isZero()) {
            cells.computeIfAbsent(cause, none -> new ArrayList<>())
                    .add(new CellChange(served, unit, before, after, amount));
        }
    }

    private static Map<ChangeCause, Money> shares(List<Factor> factors, Money change) {
        List<Fraction> exact = ShapleyShares.of(factors);
        int scale = Math.max(MIN_SCALE, change.amount().scale());
        Map<ChangeCause, Money> rounded = new EnumMap<>(ChangeCause.class);
        BigDecimal left = change.amount();
        int largest = 0;
        for (int i = 0; i < factors.size(); i++) {
            BigDecimal amount = exact.get(i).rounded(scale);
            rounded.put(factors.get(i).cause(), Money.usd(amount));
            left = left.subtract(amount);
            largest = exact.get(i).isLargerThan(exact.get(largest)) ? i : largest;
        }
        rounded.merge(factors.get(largest).cause(), Money.usd(left), Money::plus);
        return rounded;
    }

    /**
     * Rates for long inputs and of regions are told apart from other prices where one version priced both periods, and nothing was agreed
     * that could hide what the list says.
     */
    private static ChangeCause priceCause(PricedUsage before, PricedUsage after, UsageUnit unit) {
        boolean isOneVersion =
                before.priceVersions().size() == 1 && before.priceVersions().equals(after.priceVersions());
        boolean isByList = Stream.of(before, after)
                .map(usage -> usage.of(unit))
                .allMatch(sum -> sum.cost().equals(sum.listCost()));
        return isOneVersion && isByList ? ChangeCause.LENGTH_AND_REGION_RATES : ChangeCause.LIST_PRICES;
    }

    private static ChangeCause lengthOf(UsageUnit unit) {
        if (unit.isInputToken()) {
            return ChangeCause.INPUT_LENGTH;
        }
        return unit.isOutputToken() ? ChangeCause.OUTPUT_LENGTH : ChangeCause.OTHER_UNITS;
    }

    private static Level level(ChangeCause cause, long before, long after) {
        return new Level(cause, BigDecimal.valueOf(before), BigDecimal.valueOf(after));
    }

    private static Level level(ChangeCause cause, Money before, Money after) {
        return new Level(cause, before.amount(), after.amount());
    }

    private static long requests(PeriodUsage period) {
        return period.succeeded().values().stream()
                .mapToLong(PricedUsage::requests)
                .reduce(0, Math::addExact);
    }

    /** Of the model on all tiers. */
    private static long requests(PeriodUsage period, ModelOnTier served) {
        return period.succeeded().entrySet().stream()
                .filter(entry -> entry.getKey().provider().equals(served.provider())
                        && entry.getKey().model().equals(served.model()))
                .mapToLong(entry -> entry.getValue().requests())
                .reduce(0, Math::addExact);
    }

    private static PricedUsage usage(Map<ModelOnTier, PricedUsage> usage, ModelOnTier served) {
        return usage.getOrDefault(served, PricedUsage.NONE);
    }

    private static Set<ModelOnTier> keys(Map<ModelOnTier, PricedUsage> one, Map<ModelOnTier, PricedUsage> other) {
        Set<ModelOnTier> keys = new TreeSet<>(ModelOnTier.ORDER);
        keys.addAll(one.keySet());
        keys.addAll(other.keySet());
        return keys;
    }

    private static Set<UsageUnit> units(PricedUsage one, PricedUsage other) {
        Set<UsageUnit> units = new TreeSet<>(one.units().keySet());
        units.addAll(other.units().keySet());
        return units;
    }
}
