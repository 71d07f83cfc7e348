package io.tokentally.domain.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The price list as of a day: what comes along with the product, or what a bundle brings.
 *
 * @param lifecycles all that are known then of the providers that are named in them
 */
public record PriceEdition(LocalDate date, List<ModelPrice> prices, List<ModelLifecycle> lifecycles) {

    public PriceEdition {
        prices = List.copyOf(prices);
        lifecycles = List.copyOf(lifecycles);
    }

    /** All editions as one, the latest of which has the last word. Of those of one day the last counts. */
    public static PriceEdition of(List<PriceEdition> editions) {
        return editions.stream()
                .sorted(Comparator.comparing(PriceEdition::date))
                .reduce(PriceEdition::updatedBy)
                .orElseThrow(() -> new IllegalArgumentException("There is no edition of the price list"));
    }

    /**
     * What both say: of a version or of a provider's shutdowns that both know, what the later one says. No version vanishes,
     * and a version that was withdrawn stays so.
     */
    public PriceEdition updatedBy(PriceEdition later) {
        Map<String, ModelPrice> versions = new LinkedHashMap<>();
        prices.forEach(price -> versions.put(price.version(), price));
        later.prices.forEach(price -> versions.merge(price.version(), price, PriceEdition::update));
        Set<String> known = later.lifecycles.stream()
                .map(lifecycle -> lifecycle.provider().value())
                .collect(Collectors.toSet());
        List<ModelLifecycle> ends = new ArrayList<>(later.lifecycles);
        lifecycles.stream()
                .filter(lifecycle -> !known.contains(lifecycle.provider().value()))
                .forEach(ends::add);
        return new PriceEdition(later.date, List.copyOf(versions.values()), ends);
    }

    private static ModelPrice update(ModelPrice before, ModelPrice after) {
        return before.isWithdrawn() && !after.isWithdrawn()
                ? new ModelPrice(
                        after.version(), after.terms(), after.provenance(), after.corrects(), before.withdrawal())
                : after;
    }

    /** @throws IllegalArgumentException if its prices contradict each other */
    public PriceBook book() {
        return new PriceBook(Money.USD, prices, List.of(), lifecycles);
    }
}
