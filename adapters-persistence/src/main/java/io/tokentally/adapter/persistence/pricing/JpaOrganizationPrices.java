package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.OrganizationPrices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.PriceRefusal;
import io.tokentally.domain.pricing.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Reads prices, and enters them through the owner's functions, which look up for themselves whether the viewer may. */
final class JpaOrganizationPrices implements OrganizationPrices {

    private final StoredPrices prices;
    private final StoredDiscounts discounts;
    private final StoredWithdrawals withdrawals;
    private final ViewerIdentity identity;
    private final StoredPriceMapper mapper;
    private final Runnable changed;

    /** @param changed is run when a change to prices is committed */
    JpaOrganizationPrices(
            StoredPrices prices,
            StoredDiscounts discounts,
            StoredWithdrawals withdrawals,
            ViewerIdentity identity,
            StoredPriceMapper mapper,
            Runnable changed) {
        this.prices = prices;
        this.discounts = discounts;
        this.withdrawals = withdrawals;
        this.identity = identity;
        this.mapper = mapper;
        this.changed = changed;
    }

    @Override
    public OrganizationPricing find(Viewer viewer) {
        identity.assume(viewer);
        String organization = viewer.organizationId().value();
        // Whatever is entered between the three queries is behind it.
        long revision = prices.revision(organization);
        return new OrganizationPricing(
                prices.at(organization, revision).stream().map(mapper::toPrice).toList(),
                discounts.at(organization, revision).stream()
                        .map(mapper::toDiscount)
                        .toList(),
                withdrawals.at(organization, revision).stream()
                        .collect(Collectors.toMap(StoredWithdrawal::getWithdrawn, mapper::toWithdrawal)));
    }

    @Override
    public void add(Viewer viewer, List<ModelPrice> added) {
        String entries = PriceJson.write(added.stream().map(PriceEntry::of).toList());
        change(viewer, () -> prices.add(entries));
    }

    @Override
    public void add(Viewer viewer, Discount discount) {
        change(viewer, () -> prices.addDiscount(PriceJson.write(PriceEntry.of(discount))));
    }

    @Override
    public void withdraw(Viewer viewer, String versionOrDiscount, Withdrawal withdrawal) {
        change(
                viewer,
                () -> prices.withdraw(
                        versionOrDiscount, withdrawal.author(), withdrawal.reason(), DatabaseTime.of(withdrawal.at())));
    }

    @Override
    public int withdrawImport(Viewer viewer, Instant importedAt, Withdrawal withdrawal) {
        return changing(
                viewer,
                () -> prices.withdrawImport(
                        DatabaseTime.of(importedAt),
                        withdrawal.author(),
                        withdrawal.reason(),
                        DatabaseTime.of(withdrawal.at())));
    }

    private void change(Viewer viewer, Runnable change) {
        changing(viewer, () -> {
            change.run();
            return 1;
        });
    }

    private int changing(Viewer viewer, IntSupplier change) {
        identity.assume(viewer);
        int answer;
        try {
            answer = change.getAsInt();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                changed.run();
            }
        });
        return answer;
    }

    private static RuntimeException refusal(DataAccessException failure) {
        return DatabaseRefusal.byCode(
                failure,
                (code, name) -> PriceRefusal.withCode(code)
                        .<RuntimeException>map(reason -> reason.about(name))
                        .orElse(failure));
    }
}
