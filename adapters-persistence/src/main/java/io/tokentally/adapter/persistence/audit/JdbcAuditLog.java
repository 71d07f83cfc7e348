package io.tokentally.adapter.persistence.audit;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit log under row-level security, and adds to it through the owner's functions. */
final class JdbcAuditLog implements AuditLog {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcAuditLog(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
        identity.assume(viewer);
        return AuditRow.newest(jdbc, AuditCriteria.of(viewer.organizationId().value(), filter, before), limit);
    }

    @Override
    public List<AuditAction> actions(Viewer viewer) {
        identity.assume(viewer);
        return AuditRow.actions(jdbc, viewer.organizationId().value());
    }

    @Override
    public ChainHead head(Viewer viewer) {
        identity.assume(viewer);
        String chain = viewer.organizationId().value();
        return jdbc.sql("SELECT number, hash FROM audit_heads WHERE chain = ?")
                .param(chain)
                .query((row, number) -> new ChainHead(
                        chain, row.getLong("number"), HexFormat.of().formatHex(row.getBytes("hash"))))
                .optional()
                .orElseGet(() -> ChainHead.none(chain));
    }

    @Override
    public List<ChainLink> links(Viewer viewer, long after, int limit) {
        identity.assume(viewer);
        return AuditLinks.read(jdbc, viewer.organizationId().value(), after, limit);
    }

    @Override
    public void rollFailures() {
        jdbc.sql("SELECT roll_audit_failures()").query().singleRow();
    }

    @Override
    public void ownAct(
            Viewer viewer, AuditAction action, String subjectKind, String subject, Map<String, String> detail) {
        identity.assume(viewer);
        try {
            jdbc.sql("SELECT audit_own_act(?, ?, ?, CAST(? AS jsonb))")
                    .params(action.name(), subjectKind, subject, JSON.writeValueAsString(detail))
                    .query()
                    .singleRow();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, JdbcAuditLog::refusal);
        }
    }

    private static RuntimeException refusal(String code, String detail) {
        return code.equals("no_viewer")
                ? ViewerIdentity.over()
                : new IllegalArgumentException("The audit log refuses %s: %s".formatted(detail, code));
    }
}
