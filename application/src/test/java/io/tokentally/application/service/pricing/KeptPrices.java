package io.tokentally.application.service.pricing;

import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The prices of organizations, in memory. Like the database, it believes of a viewer only what it knows. */
public final class KeptPrices implements OrganizationPrices {

    private final Set<Membership> memberships = new HashSet<>();
    private final Map<OrganizationId, Kept> kept = new HashMap<>();

    private record Membership(OrganizationId organization, UserId user, Role role) {

        static Membership of(Viewer viewer, Role role) {
            return new Membership(viewer.organizationId(), viewer.userId(), role);
        }
    }

    private record Kept(List<ModelPrice> prices, List<Discount> discounts, Map<String, Withdrawal> withdrawals) {

        Kept() {
            this(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        }

        boolean has(String versionOrDiscount) {
            return prices.stream().anyMatch(price -> price.version().equals(versionOrDiscount))
                    || discounts.stream().anyMatch(discount -> discount.id().equals(versionOrDiscount));
        }

        void requireNew(String versionOrDiscount) {
            if (has(versionOrDiscount)) {
                throw new PriceRefusedException("There is " + versionOrDiscount + " already.");
            }
        }
    }

    /** Makes a member of the viewer, in their role. */
    public void know(Viewer viewer) {
        memberships.add(Membership.of(viewer, viewer.role()));
    }

    @Override
    public OrganizationPricing find(Viewer viewer) {
        boolean member =
                Arrays.stream(Role.values()).anyMatch(role -> memberships.contains(Membership.of(viewer, role)));
        if (!member) {
            return OrganizationPricing.NONE;
        }
        Kept found = of(viewer);
        return new OrganizationPricing(found.prices(), found.discounts(), found.withdrawals());
    }

    @Override
    public void add(Viewer viewer, List<ModelPrice> added) {
        Kept owned = owned(viewer);
        Set<String> versions = new HashSet<>();
        for (ModelPrice price : added) {
            owned.requireNew(price.version());
            if (!versions.add(price.version())) {
                throw new PriceRefusedException("There is " + price.version() + " already.");
            }
        }
        owned.prices().addAll(added);
    }

    @Override
    public void add(Viewer viewer, Discount discount) {
        Kept owned = owned(viewer);
        owned.requireNew(discount.id());
        owned.discounts().add(discount);
    }

    @Override
    public void withdraw(Viewer viewer, String versionOrDiscount, Withdrawal withdrawal) {
        Kept owned = owned(viewer);
        if (!owned.has(versionOrDiscount)) {
            throw new PriceRefusedException("There is no price or discount " + versionOrDiscount + ".");
        }
        if (owned.withdrawals().putIfAbsent(versionOrDiscount, withdrawal) != null) {
            throw new PriceRefusedException(versionOrDiscount + " was taken back before.");
        }
    }

    @Override
    public int withdrawImport(Viewer viewer, Instant importedAt, Withdrawal withdrawal) {
        Kept owned = owned(viewer);
        List<String> versions = owned.prices().stream()
                .filter(price -> price.provenance().origin() == Provenance.Origin.IMPORTED
                        && price.provenance().recordedAt().equals(importedAt))
                .map(ModelPrice::version)
                .toList();
        if (versions.isEmpty()) {
            throw new PriceRefusedException("There is no import of " + importedAt + ".");
        }
        List<String> left = versions.stream()
                .filter(version -> !owned.withdrawals().containsKey(version))
                .toList();
        if (left.isEmpty()) {
            throw new PriceRefusedException("The import of " + importedAt + " was taken back before.");
        }
        left.forEach(version -> owned.withdrawals().put(version, withdrawal));
        return left.size();
    }

    private Kept owned(Viewer viewer) {
        if (!memberships.contains(Membership.of(viewer, Role.OWNER))) {
            throw new PriceRefusedException("Only owners change prices.");
        }
        return of(viewer);
    }

    private Kept of(Viewer viewer) {
        return kept.computeIfAbsent(viewer.organizationId(), none -> new Kept());
    }
}
