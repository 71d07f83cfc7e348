package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.OperatorLinks;
import io.tokentally.domain.access.LinkSecret;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets operators in, connected as the owner. */
final class JdbcOperatorLinks implements OperatorLinks {

    private final JdbcClient owner;

    JdbcOperatorLinks(JdbcClient owner) {
        this.owner = owner;
    }

    @Override
    public List<String> logins() {
        return owner.sql("SELECT login FROM public.accounts WHERE operator AND closed_at IS NULL ORDER BY login")
                .query((row, number) -> row.getString("login"))
                .list();
    }

    @Override
    public void issue(String login, LinkSecret secret, boolean withoutFactor) {
        DatabaseRefusal.ofMembership(() -> owner.sql("SELECT public.issue_operator_link(?, ?, ?, ?)")
                .params(UUID.randomUUID().toString(), login, TokenHash.of(secret), withoutFactor)
                .query()
                .singleRow());
    }
}
