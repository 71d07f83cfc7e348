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
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Enters prices through the owner's functions, which look up for themselves whether the viewer may. */
final class JdbcOrganizationPrices implements OrganizationPrices {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;
    private final StoredPricing stored;
    private final Runnable changed;

    /** @param changed is run when a change to prices is committed */
    JdbcOrganizationPrices(JdbcClient jdbc, ViewerIdentity identity, Runnable changed) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.stored = new StoredPricing(jdbc);
        this.changed = changed;
    }

    @Override
    public OrganizationPricing find(Viewer viewer) {
        identity.assume(viewer);
        return stored.at(viewer.organizationId(), stored.revision(viewer.organizationId()));
    }

    @Override
    public void add(Viewer viewer, List<ModelPrice> prices) {
        String entries = PriceJson.write(prices.stream().map(PriceEntry::of).toList());
        change(viewer, "SELECT add_price_versions(CAST(? AS json))", entries);
    }

    @Override
    public void add(Viewer viewer, Discount discount) {
        change(viewer, "SELECT add_price_discount(CAST(? AS json))", PriceJson.write(PriceEntry.of(discount)));
    }

    @Override
    public void withdraw(Viewer viewer, String versionOrDiscount, Withdrawal withdrawal) {
        change(
                viewer,
                "SELECT withdraw_price(?, ?, ?, ?)",
                versionOrDiscount,
                withdrawal.author(),
                withdrawal.reason(),
                DatabaseTime.of(withdrawal.at()).atOffset(ZoneOffset.UTC));
    }

    private void change(Viewer viewer, String sql, Object... parameters) {
        identity.assume(viewer);
        try {
            jdbc.sql(sql).params(parameters).query().singleRow();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                changed.run();
            }
        });
    }

    private static RuntimeException refusal(DataAccessException failure) {
        return DatabaseRefusal.byCode(
                failure,
                (code, name) -> PriceRefusal.withCode(code)
                        .<RuntimeException>map(reason -> reason.about(name))
                        .orElse(failure));
    }
}
