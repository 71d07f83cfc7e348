package io.tokentally.domain.pricing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an organization has entered or taken in besides the list.
 *
 * @param prices every version, those taken back among them
 * @param discounts all, those taken back among them
 * @param withdrawals by version or discount
 */
public record OrganizationPricing(
        List<ModelPrice> prices, List<Discount> discounts, Map<String, Withdrawal> withdrawals) {

    public static final OrganizationPricing NONE = new OrganizationPricing(List.of(), List.of(), Map.of());

    public OrganizationPricing {
        prices = List.copyOf(prices);
        discounts = List.copyOf(discounts);
        withdrawals = Map.copyOf(withdrawals);
    }

    /** The book that the organization is billed by. */
    public PriceBook over(PriceBook list) {
        return list.with(
                prices.stream()
                        .filter(price -> !withdrawals.containsKey(price.version()))
                        .toList(),
                discounts.stream()
                        .filter(discount -> !withdrawals.containsKey(discount.id()))
                        .toList());
    }

    /** The prices that were taken back. */
    public List<ReplacedPrice> replaced() {
        List<ReplacedPrice> replaced = new ArrayList<>();
        for (ModelPrice price : prices) {
            Withdrawal withdrawal = withdrawals.get(price.version());
            if (withdrawal != null) {
                replaced.add(ReplacedPrice.withdrawn(price, withdrawal));
            }
        }
        return replaced;
    }

    /** The price maps that were taken in, the newest first. */
    public List<PriceImport> imports() {
        Map<Instant, List<ModelPrice>> byTime = new TreeMap<>(Comparator.reverseOrder());
        for (ModelPrice price : prices) {
            if (price.provenance().origin() == Provenance.Origin.IMPORTED) {
                byTime.computeIfAbsent(price.provenance().recordedAt(), at -> new ArrayList<>())
                        .add(price);
            }
        }
        return byTime.values().stream().map(this::importOf).toList();
    }

    private PriceImport importOf(List<ModelPrice> versions) {
        Provenance provenance = versions.getFirst().provenance();
        return new PriceImport(
                provenance.recordedAt(),
                provenance.author(),
                provenance.reason(),
                provenance.source(),
                versions.size(),
                (int) versions.stream()
                        .filter(price -> withdrawals.containsKey(price.version()))
                        .count());
    }
}
