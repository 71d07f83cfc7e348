package io.tokentally.application.service.audit;

import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import java.util.Map;

/** Writes down who looks at what others used: once for each person, kind and hour, in a transaction of its own. */
public final class LooksAtOthers {

    static final String REPORT = "report";

    private final AuditSteps audit;
    private final ReportsSeen seen;

    public LooksAtOthers(AuditSteps audit, ReportsSeen seen) {
        this.audit = audit;
        this.seen = seen;
    }

    /** Writes it down of whoever sees what others used there; who sees nothing but what is theirs looks at nobody. */
    void noteIfSeen(Viewer viewer, String kind) {
        if (viewer.seesOrganization()) {
            note(viewer, kind);
        }
    }

    /** @param kind what they look at */
    void note(Viewer viewer, String kind) {
        if (seen.isFirst(viewer, kind)) {
            try {
                audit.ownAct(viewer, AuditAction.USAGE_REPORT_OF_OTHERS, REPORT, kind, Map.of());
            } catch (RuntimeException e) {
                seen.forget(viewer, kind);
                throw e;
            }
        }
    }
}
