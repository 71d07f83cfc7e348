package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.OperatorOrganizations;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Works on organizations through the owner's functions, which look up for themselves whether the viewer is an operator. */
final class JdbcOperatorOrganizations implements OperatorOrganizations {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcOperatorOrganizations(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<InstalledOrganization> all(ViewerToken token) {
        identity.assume(token);
        return DatabaseRefusal.ofMembership(() -> jdbc.sql("SELECT * FROM organizations_of_installation()")
                .query((row, number) -> new InstalledOrganization(
                        new OrganizationId(row.getString("id")),
                        row.getString("name"),
                        row.getLong("people"),
                        row.getLong("owners"),
                        row.getLong("open_invitations")))
                .list());
    }

    @Override
    public void create(ViewerToken token, OrganizationId id, String name) {
        identity.assume(token);
        DatabaseRefusal.ofMembership(() -> jdbc.sql("SELECT create_organization(?, ?)")
                .params(id.value(), name)
                .query()
                .singleRow());
    }

    @Override
    public UUID inviteOwner(
            ViewerToken token,
            OrganizationId id,
            LinkSecret secret,
            EmailAddress address,
            Duration lifetime,
            boolean byMail) {
        identity.assume(token);
        return DatabaseRefusal.ofMembership(() -> jdbc.sql(
                        "SELECT invite_first_owner(:id, :hash, :address, make_interval(secs => :lifetime), :byMail)")
                .param("id", id.value())
                .param("hash", TokenHash.of(secret))
                .param("address", address.value())
                .param("lifetime", (double) lifetime.toSeconds())
                .param("byMail", byMail)
                .query(UUID.class)
                .single());
    }
}
