package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.PasswordRefusedException;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps sessions through the owner's functions, connected as the authentication role. */
final class JdbcSessions implements Sessions {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient authentication;

    JdbcSessions(JdbcClient authentication) {
        this.authentication = authentication;
    }

    @Override
    public void open(ViewerToken token, NewSession session) {
        try {
            insert(token, session);
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> SecondFactorRefusedException.ofCode(code));
        }
    }

    private void insert(ViewerToken token, NewSession session) {
        authentication
                .sql("""
                        SELECT open_session(:hash, :kind, :user, :passwordChangeOnly, make_interval(secs => :lifetime),
                            make_interval(secs => :idle), :address, :agent, :waived)""")
                .param("hash", TokenHash.of(token))
                .param("kind", session.kind().name())
                .param("user", session.userId().value())
                .param("passwordChangeOnly", session.passwordChangeOnly())
                .param("lifetime", (double) session.lifetime().toSeconds())
                .param(
                        "idle",
                        session.idleLimit() == null
                                ? null
                                : (Double) (double) session.idleLimit().toSeconds(),
                        java.sql.Types.DOUBLE)
                .param("address", session.clientAddress(), java.sql.Types.VARCHAR)
                .param("agent", session.userAgent(), java.sql.Types.VARCHAR)
                .param("waived", session.factorWaived())
                .query()
                .singleRow();
    }

    @Override
    public Optional<Session> find(ViewerToken token) {
        return authentication
                .sql("SELECT * FROM session_state(?)")
                .param(TokenHash.of(token))
                .query((row, number) -> session(token, row))
                .optional();
    }

    @Override
    public void noteActivity(ViewerToken token) {
        call("SELECT note_session_activity(?)", token);
    }

    @Override
    public void renewAuthentication(ViewerToken token) {
        call("SELECT renew_authentication(?)", token);
    }

    @Override
    public void end(ViewerToken token) {
        call("SELECT end_session(?)", token);
    }

    @Override
    public void replacePassword(ViewerToken token, String passwordHash) {
        try {
            authentication
                    .sql("SELECT replace_password(?, ?)")
                    .params(TokenHash.of(token), passwordHash)
                    .query()
                    .singleRow();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e, (code, about) -> new PasswordRefusedException("Your session has ended. Sign in again."));
        }
    }

    @Override
    public long purge() {
        return authentication.sql("SELECT purge_sessions()").query(Long.class).single();
    }

    private void call(String sql, ViewerToken token) {
        authentication.sql(sql).param(TokenHash.of(token)).query().singleRow();
    }

    private static Session session(ViewerToken token, ResultSet row) throws SQLException {
        UserId userId = new UserId(row.getString("user_id"));
        String chosen = row.getString("chosen_organization");
        return new Session(
                row.getObject("id", UUID.class),
                token,
                Session.Kind.valueOf(row.getString("kind")),
                new Person(userId, row.getString("login"), row.getString("display_name")),
                row.getBoolean("operator"),
                SessionLimit.valueOf(row.getString("session_limit")),
                scopes(row.getArray("scopes")),
                row.getObject("authenticated_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                chosen == null ? null : new OrganizationId(chosen),
                memberships(userId, row.getString("memberships")));
    }

    private static @Nullable Set<Session.Scope> scopes(@Nullable Array scopes) throws SQLException {
        return scopes == null
                ? null
                : Arrays.stream((String[]) scopes.getArray())
                        .map(Session.Scope::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static List<Membership> memberships(UserId userId, String json) {
        return JSON.readTree(json)
                .valueStream()
                .map(membership -> membership(userId, membership))
                .toList();
    }

    private static Membership membership(UserId userId, JsonNode membership) {
        return new Membership(
                userId,
                new OrganizationId(membership.get("organization").stringValue()),
                membership.get("name").stringValue(),
                Role.valueOf(membership.get("role").stringValue()));
    }
}
