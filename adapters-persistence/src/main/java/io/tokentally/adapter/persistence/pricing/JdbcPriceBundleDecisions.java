package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.PriceBundleDecisions;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.pricing.PriceBundle;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes in bundles through the owner's functions, which look up for themselves whether the viewer is an operator. */
final class JdbcPriceBundleDecisions implements PriceBundleDecisions {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;
    private final Runnable changed;

    /** @param changed is run when an application is committed */
    JdbcPriceBundleDecisions(JdbcClient jdbc, ViewerIdentity identity, Runnable changed) {
        this.jdbc = jdbc;
        this.identity = identity;
        this.changed = changed;
    }

    @Override
    public void offer(ViewerToken token, PriceBundle bundle, byte[] content) {
        change(
                token,
                () -> jdbc.sql("SELECT 1 FROM public.upload_price_bundle(?, ?, ?, ?, ?)")
                        .params(
                                bundle.sha256(),
                                bundle.release().version(),
                                bundle.release().date(),
                                bundle.key(),
                                content)
                        .query()
                        .singleRow());
    }

    @Override
    public void apply(ViewerToken token, String sha256, Set<String> replaced) {
        change(
                token,
                () -> jdbc.sql("SELECT 1 FROM public.apply_price_bundle(?, CAST(? AS text[]))")
                        .params(sha256, JdbcPriceBundles.array(replaced))
                        .query()
                        .singleRow());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                changed.run();
            }
        });
    }

    private void change(ViewerToken token, Runnable change) {
        identity.assume(token);
        try {
            change.run();
        } catch (DataAccessException e) {
            throw JdbcPriceBundles.refusal(e);
        }
    }
}
