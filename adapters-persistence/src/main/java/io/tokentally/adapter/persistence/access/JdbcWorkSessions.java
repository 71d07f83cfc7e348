package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens sessions for work as the authentication role, out of the session of whoever asks for the work. The application's role
 * can end its own and makes none.
 */
final class JdbcWorkSessions implements WorkSessions {

    private final JdbcClient authentication;
    private final JdbcClient jdbc;
    private final ViewerIdentity identity;
    private final TransactionTemplate transactions;
    private final SecureRandom random = new SecureRandom();

    JdbcWorkSessions(
            JdbcClient authentication, JdbcClient jdbc, ViewerIdentity identity, TransactionTemplate transactions) {
        this.authentication = authentication;
        this.jdbc = jdbc;
        this.identity = identity;
        this.transactions = transactions;
    }

    @Override
    public Viewer open(Viewer viewer, String job, Duration lifetime) {
        ViewerToken token = ViewerToken.random(random);
        try {
            authentication
                    .sql("SELECT open_work_session(?, ?, ?, ?, make_interval(secs => ?))")
                    .params(
                            TokenHash.of(viewer.token()),
                            viewer.organizationId().value(),
                            TokenHash.of(token),
                            job,
                            (double) lifetime.toSeconds())
                    .query()
                    .singleRow();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e, (code, about) -> new AccessRefusedException("Your session has ended. Sign in again."));
        }
        return viewer.by(token);
    }

    @Override
    public void end(Viewer worker) {
        transactions.executeWithoutResult(status -> {
            identity.assume(worker);
            jdbc.sql("SELECT end_work_session()").query().singleRow();
        });
    }
}
