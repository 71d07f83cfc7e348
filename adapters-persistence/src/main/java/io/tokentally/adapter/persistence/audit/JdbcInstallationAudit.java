package io.tokentally.adapter.persistence.audit;

import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.audit.InstallationAudit;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the installation's chain under row-level security. */
final class JdbcInstallationAudit implements InstallationAudit {

    private static final String CHAIN = "";

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcInstallationAudit(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<AuditEntry> entries(ViewerToken token, AuditFilter filter, @Nullable Long before, int limit) {
        identity.assume(token);
        return AuditRow.newest(jdbc, AuditCriteria.of(CHAIN, filter, before), limit);
    }

    @Override
    public List<AuditAction> actions(ViewerToken token) {
        identity.assume(token);
        return AuditRow.actions(jdbc, CHAIN);
    }

    @Override
    public void rollFailures() {
        jdbc.sql("SELECT roll_audit_failures()").query().singleRow();
    }
}
