package io.tokentally.application.port.in.audit;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainVerdict;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An owner reads what happened in the organization. Everybody else is refused. */
@ReadsOrganizationData
public interface ReadAuditUseCase {

    int MAX_LIMIT = 500;

    /**
     * A page of entries, the newest first.
     *
     * @param before only entries with lower numbers, or null for the newest
     * @param limit how many at most, from 1 to {@link #MAX_LIMIT}
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit);

    /**
     * Hands over all entries, the newest first, and leaves an entry that it was done.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    void export(Viewer viewer, AuditFilter filter, Consumer<AuditEntry> sink);

    /**
     * The actions that occur, by name.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    List<AuditAction> actions(Viewer viewer);

    /**
     * Checks the organization's chain from its first entry to its last.
     *
     * @throws io.tokentally.domain.access.AccessRefusedException if the viewer is no owner
     */
    ChainVerdict verify(Viewer viewer);
}
