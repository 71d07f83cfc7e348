package io.tokentally.application.service.audit;

import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** What is done with the audit log, each in a short transaction of its own. */
@Transactional(readOnly = true)
public class AuditSteps {

    private final AuditLog log;

    public AuditSteps(AuditLog log) {
        this.log = log;
    }

    /** Makes entries of the failures of minutes that are over. */
    @Transactional
    public void rollFailures() {
        log.rollFailures();
    }

    /** Writes down what the viewer does. */
    @Transactional
    public void ownAct(
            Viewer viewer, AuditAction action, String subjectKind, String subject, Map<String, String> detail) {
        log.ownAct(viewer, action, subjectKind, subject, detail);
    }

    public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
        return log.entries(viewer, filter, before, limit);
    }

    public List<AuditAction> actions(Viewer viewer) {
        return log.actions(viewer);
    }

    public ChainHead head(Viewer viewer) {
        return log.head(viewer);
    }

    public List<ChainLink> links(Viewer viewer, long after, int limit) {
        return log.links(viewer, after, limit);
    }
}
