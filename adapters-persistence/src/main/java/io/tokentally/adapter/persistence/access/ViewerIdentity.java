package io.tokentally.adapter.persistence.access;

import io.tokentally.domain.access.Viewer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the database who looks, for the transaction at hand and not a moment longer. The role is not told: the policies
 * look it up themselves.
 */
public final class ViewerIdentity {

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    /** @param dataSource connects as the application's role, and is the one that the transactions run on */
    public ViewerIdentity(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Whatever is read from now on in this transaction is read for that viewer.
     *
     * @throws IllegalStateException if there is no transaction, for then the identity would hold for nothing
     */
    public void assume(Viewer viewer) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.hasResource(dataSource)) {
            throw new IllegalStateException("Reading for a viewer needs a transaction on the application's database");
        }
        jdbc.sql("SELECT set_config('tokentally.user_id', ?, true), set_config('tokentally.organization_id', ?, true)")
                .params(viewer.userId().value(), viewer.organizationId().value())
                .query()
                .singleRow();
    }
}
