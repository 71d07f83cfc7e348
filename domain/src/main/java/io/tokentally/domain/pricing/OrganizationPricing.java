package io.tokentally.domain.pricing;

import java.util.List;
import java.util.Map;

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
}
