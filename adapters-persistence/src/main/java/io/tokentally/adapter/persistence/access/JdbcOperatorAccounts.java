package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.OperatorAccounts;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Works on accounts through the owner's functions, which look up for themselves whether the viewer is an operator. */
final class JdbcOperatorAccounts implements OperatorAccounts {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcOperatorAccounts(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public Optional<FoundAccount> find(ViewerToken token, EmailAddress address) {
        identity.assume(token);
        return DatabaseRefusal.ofMembership(() -> jdbc.sql("SELECT * FROM account_by_address(?)")
                .param(address.value())
                .query((row, number) -> {
                    OffsetDateTime provenAt = row.getObject("address_proven_at", OffsetDateTime.class);
                    return new FoundAccount(
                            new Person(
                                    new UserId(row.getString("user_id")),
                                    row.getString("login"),
                                    row.getString("display_name")),
                            provenAt == null ? null : provenAt.toInstant(),
                            row.getInt("organizations"));
                })
                .optional());
    }

    @Override
    public void issueResetLink(ViewerToken token, UserId userId, LinkSecret secret) {
        identity.assume(token);
        DatabaseRefusal.ofMembership(() -> jdbc.sql("SELECT issue_reset_link(?, ?)")
                .params(userId.value(), TokenHash.of(secret))
                .query()
                .singleRow());
    }

    @Override
    public void resetSecondFactor(ViewerToken token, UserId userId) {
        identity.assume(token);
        DatabaseRefusal.ofMembership(() -> jdbc.sql("SELECT reset_second_factor_of_account(?)")
                .param(userId.value())
                .query()
                .singleRow());
    }

    @Override
    public void releaseAddress(ViewerToken token, UserId userId) {
        identity.assume(token);
        DatabaseRefusal.ofMembership(() -> jdbc.sql("SELECT release_address(?)")
                .param(userId.value())
                .query()
                .singleRow());
    }
}
