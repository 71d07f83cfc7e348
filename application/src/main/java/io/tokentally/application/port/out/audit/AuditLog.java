package io.tokentally.application.port.out.audit;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the audit log of the viewer's organization, and adds to it what the viewer does. */
@ReadsOrganizationData
public interface AuditLog {

    /** The newest entries first, before that number if there is one. */
    List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit);

    List<AuditAction> actions(Viewer viewer);

    ChainHead head(Viewer viewer);

    /** The entries after that number in their order. */
    List<ChainLink> links(Viewer viewer, long after, int limit);

    /** Makes entries of the failures that are summed by minute. */
    @SystemPort("sums failures up, for nobody to look at")
    void rollFailures();

    /**
     * Writes down an act of the viewer's that only the application knows of.
     *
     * @param detail what more there is to tell, never a secret
     */
    void ownAct(Viewer viewer, AuditAction action, String subjectKind, String subject, Map<String, String> detail);
}
