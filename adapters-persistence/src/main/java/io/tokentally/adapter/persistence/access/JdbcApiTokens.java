package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.ApiTokens;
import io.tokentally.domain.access.ApiToken;
import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.NewApiToken;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the viewer's API tokens under row-level security, and makes and revokes them through the owner's functions. */
final class JdbcApiTokens implements ApiTokens {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcApiTokens(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public void add(
            ViewerToken session, @Nullable OrganizationId organizationId, ApiTokenSecret secret, NewApiToken wanted) {
        identity.assume(session, organizationId == null ? "" : organizationId.value());
        refusing(() -> jdbc.sql("SELECT create_api_token(:hash, :name, :scopes, :expiresAt)")
                .param("hash", TokenHash.of(secret.token()))
                .param("name", wanted.name())
                .param(
                        "scopes",
                        wanted.scopes().stream().sorted().map(Enum::name).toArray(String[]::new))
                .param("expiresAt", wanted.expiresAt().atOffset(ZoneOffset.UTC))
                .query()
                .singleRow());
    }

    @Override
    public List<ApiToken> own(Session session) {
        identity.assume(session.token());
        return jdbc.sql("""
                        SELECT id, organization_id, name, scopes, created_at, expires_at, last_active_at
                        FROM sessions
                        WHERE kind = 'API_TOKEN' AND ended_at IS NULL AND expires_at > now()
                        ORDER BY created_at DESC, id""")
                .query((row, number) -> token(session.person(), row))
                .list();
    }

    @Override
    public void revoke(ViewerToken session, UUID id) {
        identity.assume(session);
        revoke(id);
    }

    @Override
    public int revokeAll(ViewerToken session) {
        identity.assume(session);
        return refusing(() ->
                jdbc.sql("SELECT revoke_own_api_tokens()").query(Integer.class).single());
    }

    @Override
    public List<ApiToken> ofOrganization(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT * FROM api_tokens_of_organization()
                        ORDER BY lower(display_name), user_id, created_at DESC, id""").query((row, number) -> token(holder(row), row)).list();
    }

    @Override
    public void revoke(Viewer viewer, UUID id) {
        identity.assume(viewer);
        revoke(id);
    }

    private void revoke(UUID id) {
        refusing(() -> jdbc.sql("SELECT revoke_api_token(?)").param(id).query().singleRow());
    }

    private static <T> T refusing(Supplier<T> call) {
        try {
            return call.get();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, ApiTokenRefusedException::ofCode);
        }
    }

    private static Person holder(ResultSet row) throws SQLException {
        return new Person(new UserId(row.getString("user_id")), row.getString("login"), row.getString("display_name"));
    }

    private static ApiToken token(Person holder, ResultSet row) throws SQLException {
        String organization = row.getString("organization_id");
        Instant createdAt = instant(row, "created_at");
        Instant lastActiveAt = instant(row, "last_active_at");
        return new ApiToken(
                row.getObject("id", UUID.class),
                holder,
                organization == null ? null : new OrganizationId(organization),
                row.getString("name"),
                scopes(row),
                createdAt,
                instant(row, "expires_at"),
                lastActiveAt.equals(createdAt) ? null : lastActiveAt);
    }

    private static Set<Session.Scope> scopes(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("scopes").getArray())
                .map(Session.Scope::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
