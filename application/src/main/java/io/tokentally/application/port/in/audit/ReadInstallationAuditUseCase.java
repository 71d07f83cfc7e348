package io.tokentally.application.port.in.audit;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator reads what concerns the installation and no organization alone. Everybody else is refused. */
@ActsForPerson
public interface ReadInstallationAuditUseCase {

    /**
     * A page of entries, the newest first.
     *
     * @param before only entries with lower numbers, or null for the newest
     * @param limit how many at most, from 1 to {@link ReadAuditUseCase#MAX_LIMIT}
     * @throws io.tokentally.domain.access.AccessRefusedException if the session's person is no operator
     */
    List<AuditEntry> entries(Session session, AuditFilter filter, @Nullable Long before, int limit);

    /**
     * The actions that occur, by name.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the session's person is no operator
     */
    List<AuditAction> actions(Session session);
}
