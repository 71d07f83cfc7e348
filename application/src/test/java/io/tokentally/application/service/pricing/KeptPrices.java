package io.tokentally.application.service.pricing;

import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One organization's prices, in memory. */
public final class KeptPrices implements OrganizationPrices {

    private final List<ModelPrice> prices = new ArrayList<>();
    private final List<Discount> discounts = new ArrayList<>();
    private final Map<String, Withdrawal> withdrawals = new HashMap<>();

    @Override
    public OrganizationPricing find(Viewer viewer) {
        return new OrganizationPricing(prices, discounts, withdrawals);
    }

    @Override
    public void add(Viewer viewer, List<ModelPrice> added) {
        prices.addAll(added);
    }

    @Override
    public void add(Viewer viewer, Discount discount) {
        discounts.add(discount);
    }

    @Override
    public void withdraw(Viewer viewer, String versionOrDiscount, Withdrawal withdrawal) {
        withdrawals.put(versionOrDiscount, withdrawal);
    }

    @Override
    public int withdrawImport(Viewer viewer, Instant importedAt, Withdrawal withdrawal) {
        List<String> versions = prices.stream()
                .filter(price -> price.provenance().origin() == Provenance.Origin.IMPORTED
                        && price.provenance().recordedAt().equals(importedAt))
                .map(ModelPrice::version)
                .toList();
        versions.forEach(version -> withdrawals.putIfAbsent(version, withdrawal));
        return versions.size();
    }
}
