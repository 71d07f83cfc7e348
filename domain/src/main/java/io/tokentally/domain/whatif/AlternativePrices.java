package io.tokentally.domain.whatif;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.whatif.Alternative.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prices what was used as something else, by one book at one instant: what is compared differs in that alone. A unit costs what one costs
 * in a call of the average length.
 */
public final class AlternativePrices {

    /** Tiers that cost less because they may take longer. */
    private static final List<ServiceTier> SLOWER = List.of(ServiceTier.BATCH, ServiceTier.FLEX);

    private static final Comparator<Alternative> MOST_SAVING_FIRST = Comparator.comparing(Alternative::saving)
            .reversed()
            .thenComparing(Alternative::kind)
            .thenComparing(alternative -> alternative.provider().value())
            .thenComparing(alternative -> String.valueOf(alternative.model()))
            .thenComparing(alternative -> String.valueOf(alternative.serviceTier()))
            .thenComparing(alternative -> String.valueOf(alternative.insteadModel()))
            .thenComparing(alternative -> String.valueOf(alternative.insteadTier()));

    private final PriceBook book;
    private final Instant instant;

    /** @param instant whose prices count */
    public AlternativePrices(PriceBook book, Instant instant) {
        this.book = book;
        this.instant = instant;
    }

    /** @param totals of all calls that were asked for */
    public WhatIf whatIf(WhatIfQuery query, UsageTotals totals, List<UsedModel> used) {
        List<Alternative> alternatives = new ArrayList<>();
        Map<String, PricedCalls> byProvider = new TreeMap<>();
        Set<ModelName> models = new TreeSet<>(Comparator.comparing(ModelName::value));
        Set<ModelName> inUse =
                used.stream().flatMap(model -> priceModel(model).stream()).collect(Collectors.toSet());
        long unpriced = 0;
        Money costNow = Money.zero(book.currency());
        for (UsedModel model : used) {
            Optional<Money> cost = priced(model, model.model(), model.serviceTier(), model.quantities());
            if (cost.isPresent()) {
                costNow = costNow.plus(cost.get());
                byProvider.merge(
                        model.provider().value(), new PricedCalls(model.calls(), cost.get()), PricedCalls::plus);
                List<ModelName> candidates = candidates(model);
                models.addAll(candidates);
                candidates.retainAll(inUse);
                alternatives.addAll(of(model, cost.get(), query.instead(), candidates));
            } else {
                unpriced += model.calls();
            }
        }
        byProvider.forEach((provider, calls) -> alternatives.add(discounted(provider, calls, query.discount())));
        alternatives.sort(MOST_SAVING_FIRST);
        return new WhatIf(query, totals, costNow, unpriced, alternatives, List.copyOf(models), null);
    }

    private record PricedCalls(long calls, Money cost) {

        PricedCalls plus(PricedCalls other) {
            return new PricedCalls(calls + other.calls, cost.plus(other.cost));
        }
    }

    private List<Alternative> of(UsedModel used, Money cost, @Nullable ModelName instead, List<ModelName> candidates) {
        List<Alternative> alternatives = new ArrayList<>();
        for (ServiceTier tier : SLOWER) {
            if (!tier.equals(used.serviceTier())) {
                priced(used, used.model(), tier, used.quantities())
                        .map(otherwise -> alternative(Kind.TIER, used, null, tier, cost, otherwise))
                        .ifPresent(alternatives::add);
            }
        }
        List<ModelName> models = instead == null ? candidates : List.of(instead);
        models.stream()
                .flatMap(model -> priced(used, model, used.serviceTier(), used.quantities())
                        .map(otherwise -> alternative(Kind.MODEL, used, model, null, cost, otherwise))
                        .stream())
                .filter(alternative ->
                        instead != null || alternative.saving().compareTo(Money.zero(book.currency())) > 0)
                .forEach(alternatives::add);
        Map<UsageUnit, Long> uncached = withoutCache(used.quantities());
        if (!uncached.equals(used.quantities())) {
            priced(used, used.model(), used.serviceTier(), uncached)
                    .map(otherwise -> alternative(Kind.NO_CACHE, used, null, null, cost, otherwise))
                    .ifPresent(alternatives::add);
        }
        return alternatives;
    }

    private static Alternative alternative(
            Kind kind,
            UsedModel used,
            @Nullable ModelName insteadModel,
            @Nullable ServiceTier insteadTier,
            Money cost,
            Money otherwise) {
        return new Alternative(
                kind,
                used.provider(),
                used.model(),
                used.serviceTier(),
                used.calls(),
                insteadModel,
                insteadTier,
                cost,
                otherwise);
    }

    private static Alternative discounted(String provider, PricedCalls calls, Percentage discount) {
        Money off = times(calls.cost(), discount.value().movePointLeft(2));
        return new Alternative(
                Kind.DISCOUNT,
                new Provider(provider),
                null,
                null,
                calls.calls(),
                null,
                null,
                calls.cost(),
                calls.cost().minus(off));
    }

    /** The provider's other models on the same tier that are not shut down. */
    private List<ModelName> candidates(UsedModel used) {
        Provider listed = book.listedAs(used.provider()).orElse(used.provider());
        Optional<ModelName> own = priceModel(used);
        return book.inForceAt(instant).stream()
                .filter(price ->
                        (price.provider().equals(listed) || price.provider().equals(used.provider()))
                                && price.serviceTier().equals(used.serviceTier()))
                .map(ModelPrice::model)
                .distinct()
                .filter(model -> !own.equals(Optional.of(model)))
                .filter(model -> book.lifecycleOf(used.provider(), model)
                        .filter(lifecycle -> lifecycle.isOverAt(instant))
                        .isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What the price list calls it. */
    private Optional<ModelName> priceModel(UsedModel used) {
        return book.find(query(used, used.model(), used.serviceTier())).map(ModelPrice::model);
    }

    private static Map<UsageUnit, Long> withoutCache(Map<UsageUnit, Long> quantities) {
        Map<UsageUnit, Long> uncached = new EnumMap<>(UsageUnit.class);
        quantities.forEach((unit, quantity) -> uncached.merge(unit.withoutCache(), quantity, Math::addExact));
        return uncached;
    }

    /** Nothing where one of the units has no price. */
    private Optional<Money> priced(UsedModel used, ModelName model, ServiceTier tier, Map<UsageUnit, Long> quantities) {
        Money sum = Money.zero(book.currency());
        for (Map.Entry<UsageUnit, Long> entry : quantities.entrySet()) {
            Cost ofOne = book.costOf(
                    query(used, model, tier), new Quantities(Map.of(entry.getKey(), 1L)), used.averageInput());
            if (ofOne.status() == CostStatus.UNPRICED) {
                return Optional.empty();
            }
            sum = sum.plus(times(ofOne.total(), BigDecimal.valueOf(entry.getValue())));
        }
        return quantities.isEmpty() ? Optional.empty() : Optional.of(sum);
    }

    private PriceQuery query(UsedModel used, ModelName model, ServiceTier tier) {
        return new PriceQuery(used.provider(), model, tier, null, instant);
    }

    private static Money times(Money money, BigDecimal factor) {
        return new Money(money.currency(), money.amount().multiply(factor));
    }
}
