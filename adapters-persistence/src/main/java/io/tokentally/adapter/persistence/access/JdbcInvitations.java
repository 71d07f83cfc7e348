package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.Invitations;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads invitations under row-level security, and changes them through the owner's functions. */
final class JdbcInvitations implements Invitations {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcInvitations(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<Invitation> all(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("""
                        SELECT id, address, role, by_mail, created_by, created_at, expires_at,
                            CASE WHEN state = 'OPEN' AND expires_at <= now() THEN 'EXPIRED' ELSE state END AS state
                        FROM invitations
                        ORDER BY created_at DESC, id""").query((row, number) -> invitation(row)).list();
    }

    @Override
    public UUID create(
            Viewer viewer, LinkSecret secret, EmailAddress address, Role role, Duration lifetime, boolean byMail) {
        identity.assume(viewer);
        return DatabaseRefusal.ofMembership(() -> jdbc.sql(
                        "SELECT create_invitation(:hash, :address, :role, make_interval(secs => :lifetime), :byMail)")
                .param("hash", TokenHash.of(secret))
                .param("address", address.value())
                .param("role", role.name())
                .param("lifetime", (double) lifetime.toSeconds())
                .param("byMail", byMail)
                .query(UUID.class)
                .single());
    }

    @Override
    public void revoke(Viewer viewer, UUID id) {
        identity.assume(viewer);
        DatabaseRefusal.ofMembership(
                () -> jdbc.sql("SELECT revoke_invitation(?)").param(id).query().singleRow());
    }

    @Override
    public OrganizationId accept(ViewerToken token, LinkSecret secret) {
        identity.assume(token);
        return DatabaseRefusal.ofMembership(() -> new OrganizationId(jdbc.sql("SELECT accept_invitation(?)")
                .param(TokenHash.of(secret))
                .query(String.class)
                .single()));
    }

    @Override
    public List<ReceivedInvitation> received(ViewerToken token) {
        identity.assume(token);
        return jdbc.sql("SELECT * FROM invitations_to_viewer()")
                .query((row, number) -> new ReceivedInvitation(
                        row.getObject("id", UUID.class),
                        new OrganizationId(row.getString("organization_id")),
                        row.getString("organization_name"),
                        Role.valueOf(row.getString("role")),
                        instant(row, "expires_at")))
                .list();
    }

    @Override
    public OrganizationId answer(ViewerToken token, UUID id, boolean accepts) {
        identity.assume(token);
        return DatabaseRefusal.ofMembership(() -> new OrganizationId(jdbc.sql("SELECT answer_own_invitation(?, ?)")
                .params(id, accepts)
                .query(String.class)
                .single()));
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                new EmailAddress(row.getString("address")),
                Role.valueOf(row.getString("role")),
                row.getBoolean("by_mail"),
                new UserId(row.getString("created_by")),
                instant(row, "created_at"),
                instant(row, "expires_at"),
                Invitation.State.valueOf(row.getString("state")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
