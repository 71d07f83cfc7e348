package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainVerdict;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log for owners. Each page is a transaction of its own: whoever takes a long export slowly holds up nobody
 * who writes.
 */
public class ReadAuditService implements ReadAuditUseCase {

    private static final int PAGE = 500;

    private final AuditSteps steps;

    public ReadAuditService(AuditSteps steps) {
        this.steps = steps;
    }

    @Override
    public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
        requireOwner(viewer);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must lie between 1 and %d, not %d".formatted(MAX_LIMIT, limit));
        }
        if (before == null) {
            steps.rollFailures();
        }
        return steps.entries(viewer, filter, before, limit);
    }

    @Override
    public void export(Viewer viewer, AuditFilter filter, Consumer<AuditEntry> sink) {
        requireOwner(viewer);
        steps.rollFailures();
        steps.ownAct(viewer, AuditAction.AUDIT_EXPORTED, "audit", "entries", described(filter));
        Long before = null;
        List<AuditEntry> page;
        do {
            page = steps.entries(viewer, filter, before, PAGE);
            page.forEach(sink);
            before = page.isEmpty() ? before : Long.valueOf(page.getLast().number());
        } while (page.size() == PAGE);
    }

    @Override
    public List<AuditAction> actions(Viewer viewer) {
        requireOwner(viewer);
        return steps.actions(viewer);
    }

    @Override
    public ChainVerdict verify(Viewer viewer) {
        requireOwner(viewer);
        return steps.verify(viewer);
    }

    private static void requireOwner(Viewer viewer) {
        viewer.requireOwner(OwnerAction.READ_AUDIT_LOG);
    }

    private static Map<String, String> described(AuditFilter filter) {
        return filter.equals(AuditFilter.ALL) ? Map.of() : Map.of("filtered", "yes");
    }
}
