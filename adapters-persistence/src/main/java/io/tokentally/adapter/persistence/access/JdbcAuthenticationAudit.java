package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Appends through the owner's function, connected as the authentication role, in one statement. */
final class JdbcAuthenticationAudit implements AuthenticationAudit {

    private final JdbcClient authentication;

    JdbcAuthenticationAudit(JdbcClient authentication) {
        this.authentication = authentication;
    }

    @Override
    public void note(
            Event event,
            @Nullable OrganizationId organizationId,
            @Nullable UserId userId,
            String login,
            String clientAddress) {
        // The address holds for this statement, which is a transaction of its own.
        authentication
                .sql("""
                        WITH origin AS MATERIALIZED (SELECT set_config('tokentally.client_address', :address, true) AS address)
                        SELECT audit_authentication(:organization, :user, :action, :login, NULL)
                        FROM origin WHERE address IS NOT NULL""")
                .param("address", clientAddress)
                .param("organization", organizationId == null ? null : organizationId.value(), Types.VARCHAR)
                .param("user", userId == null ? null : userId.value(), Types.VARCHAR)
                .param("action", event.action())
                .param("login", login)
                .query()
                .singleRow();
    }
}
