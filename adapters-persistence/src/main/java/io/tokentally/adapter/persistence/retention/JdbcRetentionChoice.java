package io.tokentally.adapter.persistence.retention;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.retention.RetentionChoice;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Columns of the organization's row, which the owner's functions alone write. */
final class JdbcRetentionChoice implements RetentionChoice {

    private static final String ONLY_OWNERS = "only_owners_set_retention";

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcRetentionChoice(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public CallRetention find(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT retention_months, sealed_until, calls_removed_until FROM organizations WHERE id = ?")
                .param(viewer.organizationId().value())
                .query((row, number) -> new CallRetention(
                        row.getObject("retention_months", Integer.class),
                        instant(row, "sealed_until"),
                        instant(row, "calls_removed_until")))
                .optional()
                .orElseThrow(ViewerIdentity::over);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    @Override
    public void keepFor(Viewer viewer, @Nullable Integer months) {
        identity.assume(viewer);
        try {
            jdbc.sql("SELECT set_retention(?)")
                    .param(1, months, Types.INTEGER)
                    .query((row, number) -> true)
                    .list();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e,
                    (code, about) -> code.equals(ONLY_OWNERS)
                            ? new AccessRefusedException(OwnerAction.SET_RETENTION.refusal())
                            : e);
        }
    }
}
