package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.InvitationLinks;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.text.PlainText;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a link opens, connected as the authentication role: each function of the owner's is one transaction. */
final class JdbcInvitationLinks implements InvitationLinks {

    private final JdbcClient authentication;

    JdbcInvitationLinks(JdbcClient authentication) {
        this.authentication = authentication;
    }

    @Override
    public Optional<InvitationOffer> find(LinkSecret secret) {
        return authentication
                .sql("SELECT * FROM invitation_by_secret(?)")
                .param(TokenHash.of(secret))
                .query((row, number) -> new InvitationOffer(
                        row.getString("organization_name"),
                        Role.valueOf(row.getString("role")),
                        new EmailAddress(row.getString("address")),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("has_account")))
                .optional();
    }

    @Override
    public void join(LinkSecret secret, UserId newUserId, String displayName, String passwordHash) {
        String name = PlainText.require("display name", displayName, 255);
        call("SELECT join_by_invitation(?, ?, ?, ?)", TokenHash.of(secret), newUserId.value(), name, passwordHash);
    }

    @Override
    public void decline(LinkSecret secret) {
        call("SELECT decline_invitation(?)", (Object) TokenHash.of(secret));
    }

    private void call(String sql, Object... parameters) {
        DatabaseRefusal.ofMembership(
                () -> authentication.sql(sql).params(parameters).query().singleRow());
    }
}
