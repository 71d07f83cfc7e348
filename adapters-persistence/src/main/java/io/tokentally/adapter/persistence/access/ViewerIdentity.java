package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import jakarta.persistence.EntityManager;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Proves to the database who looks, for the transaction at hand and not a moment longer. Neither the person nor the role is
 * told: the policies look both up themselves, by the session's token. What was read before, for whomever, is forgotten.
 */
public final class ViewerIdentity {

    private final DataSource dataSource;
    private final EntityManager entityManager;
    private final RequestOrigin origin;
    private final JdbcClient jdbc;

    /**
     * @param dataSource connects as the application's role, and is the one that the transactions run on
     * @param entityManager of the same transactions
     * @param origin where the viewer's request came from, for the audit log
     */
    public ViewerIdentity(DataSource dataSource, EntityManager entityManager, RequestOrigin origin) {
        this.dataSource = dataSource;
        this.entityManager = entityManager;
        this.origin = origin;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Whatever is read from now on in this transaction is read for that viewer.
     *
     * @throws IllegalStateException if there is no transaction, for then the identity would hold for nothing
     */
    public void assume(Viewer viewer) {
        assume(viewer.token(), viewer.organizationId().value());
    }

    /** Whatever is read from now on in this transaction is read for that session's person, in no organization. */
    public void assume(ViewerToken token) {
        assume(token, "");
    }

    /** That a viewer sees nothing of their organization: they were put out, or their session has ended, since it was looked up. */
    public static AccessRefusedException over() {
        return new AccessRefusedException("You do not belong to the organization any more. Sign in again.");
    }

    /** @param organization empty for none */
    void assume(ViewerToken token, String organization) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.hasResource(dataSource)) {
            throw new IllegalStateException("Reading for a viewer needs a transaction on the application's database");
        }
        // Rows that are known already would be taken for what a query finds.
        entityManager.clear();
        jdbc.sql("""
                        SELECT set_config('tokentally.session_token', ?, true),
                            set_config('tokentally.organization_id', ?, true),
                            set_config('tokentally.client_address', ?, true)""")
                .params(token.value(), organization, origin.clientAddress().orElse(""))
                .query()
                .singleRow();
    }
}
