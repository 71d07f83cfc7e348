package io.tokentally.adapter.persistence.replica;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.domain.access.Viewer;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks the replica only for those whom it knows as the database does: a session or a role that it has not heard of yet would see nothing
 * there, and take that for an answer.
 */
final class JdbcReportsReplica implements ReportsReplica {

    private final ReplicatedDataSource dataSource;
    private final ViewerIdentity identity;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    JdbcReportsReplica(
            ReplicatedDataSource dataSource, ViewerIdentity identity, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.identity = identity;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public <T> Answer<T> answer(Viewer viewer, Supplier<T> question) {
        if (!dataSource.lag().isWithinBound()) {
            return Answer.ofNow(question.get());
        }
        String known = standing(viewer);
        try {
            if (dataSource.onReplica(() -> standing(viewer)).equals(known)) {
                // Asked before the question: what is told is not older than this.
                Instant asOf = dataSource.lag().asOf().orElse(null);
                return new Answer<>(dataSource.onReplica(question), asOf);
            }
        } catch (DataAccessException | TransactionException e) {
            dataSource.lag().failed(e);
        }
        return Answer.ofNow(question.get());
    }

    /** Who they are there, and what they may see. */
    private String standing(Viewer viewer) {
        return Objects.requireNonNull(transaction.execute(status -> {
            identity.assume(viewer);
            return jdbc.sql(
                            "SELECT concat_ws(' ', viewer_user_id(), viewer_organization_id(), viewer_sees_organization(), viewer_owns_organization())")
                    .query(String.class)
                    .single();
        }));
    }
}
