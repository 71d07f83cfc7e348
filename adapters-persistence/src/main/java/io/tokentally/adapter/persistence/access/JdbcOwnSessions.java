package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.OwnSessions;
import io.tokentally.domain.access.OpenSession;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the viewer's sessions under row-level security, and ends them through the owner's functions. */
final class JdbcOwnSessions implements OwnSessions {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcOwnSessions(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<OpenSession> all(ViewerToken token) {
        identity.assume(token);
        return jdbc.sql("""
                        SELECT session.id, session.kind, session.created_at, session.last_active_at, session.expires_at,
                            session.client_address, session.user_agent, session.id = viewer_session_id() AS current
                        FROM sessions session
                        WHERE session.ended_at IS NULL AND session.expires_at > now() AND session.kind NOT IN ('WORK', 'API_TOKEN')
                        ORDER BY session.last_active_at DESC, session.id""").query((row, number) -> session(row)).list();
    }

    @Override
    public boolean end(ViewerToken token, UUID id) {
        identity.assume(token);
        return jdbc.sql("SELECT end_own_session(?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public int endOthers(ViewerToken token) {
        identity.assume(token);
        return jdbc.sql("SELECT end_own_other_sessions()").query(Integer.class).single();
    }

    @Override
    public void chooseOrganization(Viewer viewer) {
        identity.assume(viewer);
        try {
            jdbc.sql("SELECT choose_organization()").query().singleRow();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> new UnknownOrganizationException(viewer.organizationId()));
        }
    }

    private static OpenSession session(ResultSet row) throws SQLException {
        return new OpenSession(
                row.getObject("id", UUID.class),
                Session.Kind.valueOf(row.getString("kind")),
                instant(row, "created_at"),
                instant(row, "last_active_at"),
                instant(row, "expires_at"),
                row.getString("client_address"),
                row.getString("user_agent"),
                row.getBoolean("current"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
