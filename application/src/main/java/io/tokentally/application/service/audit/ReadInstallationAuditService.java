package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.application.port.in.audit.ReadInstallationAuditUseCase;
import io.tokentally.application.port.out.audit.InstallationAudit;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Reads the installation's audit log for operators. */
@Transactional
public class ReadInstallationAuditService implements ReadInstallationAuditUseCase {

    private final InstallationAudit audit;

    public ReadInstallationAuditService(InstallationAudit audit) {
        this.audit = audit;
    }

    @Override
    public List<AuditEntry> entries(Session session, AuditFilter filter, @Nullable Long before, int limit) {
        session.requireOperator();
        if (limit < 1 || limit > ReadAuditUseCase.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must lie between 1 and %d, not %d".formatted(ReadAuditUseCase.MAX_LIMIT, limit));
        }
        if (before == null) {
            audit.rollFailures();
        }
        return audit.entries(session.token(), filter, before, limit);
    }

    @Override
    @Transactional(readOnly = true)
    public List<AuditAction> actions(Session session) {
        session.requireOperator();
        return audit.actions(session.token());
    }
}
