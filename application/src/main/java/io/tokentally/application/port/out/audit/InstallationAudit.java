package io.tokentally.application.port.out.audit;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the installation's audit log, which has nothing in it for whoever is no operator. */
@ActsForPerson
public interface InstallationAudit {

    /** The newest entries first, before that number if there is one. */
    List<AuditEntry> entries(ViewerToken token, AuditFilter filter, @Nullable Long before, int limit);

    List<AuditAction> actions(ViewerToken token);

    /** Makes entries of the failures that are summed by minute. */
    @SystemPort("sums failures up, for nobody to look at")
    void rollFailures();
}
