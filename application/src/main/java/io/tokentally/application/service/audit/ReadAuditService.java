package io.tokentally.application.service.audit;

import io.tokentally.application.port.in.audit.ReadAuditUseCase;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainCheck;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import io.tokentally.domain.audit.ChainVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit log for owners. Each page is a transaction and a turn of its own: whoever has a long log exported or checked, or
 * takes it slowly, holds up neither who writes nor other organizations.
 */
public class ReadAuditService implements ReadAuditUseCase {

    private static final int PAGE = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AuditSteps steps;
    private final FairTurns exports;
    private final FairTurns turns;

    /**
     * @param exports places for exports under way
     * @param turns turns of reading a page
     */
    public ReadAuditService(AuditSteps steps, FairTurns exports, FairTurns turns) {
        this.steps = steps;
        this.exports = exports;
        this.turns = turns;
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
        return turns.during(viewer, () -> steps.entries(viewer, filter, before, limit));
    }

    @Override
    public void export(Viewer viewer, AuditFilter filter, Consumer<AuditEntry> sink) {
        requireOwner(viewer);
        exports.during(viewer, () -> {
            steps.rollFailures();
            steps.ownAct(viewer, AuditAction.AUDIT_EXPORTED, "audit", "entries", described(filter));
            handOut(viewer, filter, sink);
            return sink;
        });
    }

    private void handOut(Viewer viewer, AuditFilter filter, Consumer<AuditEntry> sink) {
        Long before = null;
        List<AuditEntry> page;
        do {
            Long last = before;
            page = inTurn(viewer, last != null, () -> steps.entries(viewer, filter, last, PAGE));
            page.forEach(sink);
            before = page.isEmpty() ? before : Long.valueOf(page.getLast().number());
        } while (page.size() == PAGE);
    }

    /** @param begun whether what is done would be lost without the turn */
    private <T> List<T> inTurn(Viewer viewer, boolean begun, Supplier<List<T>> read) {
        FairTurns.Turn turn = begun ? turns.takeOnceMore(viewer, PATIENCE) : turns.take(viewer);
        try {
            return read.get();
        } finally {
            turn.close();
        }
    }

    @Override
    public List<AuditAction> actions(Viewer viewer) {
        requireOwner(viewer);
        return steps.actions(viewer);
    }

    /** What is added meanwhile lies beyond the head that was read first, and belongs to that of now; anything else has no head. */
    @Override
    public ChainVerdict verify(Viewer viewer) {
        requireOwner(viewer);
        ChainHead head = steps.head(viewer);
        ChainCheck check = new ChainCheck(head, List.of());
        long last = 0;
        List<ChainLink> page;
        do {
            long after = last;
            page = inTurn(viewer, after > 0, () -> steps.links(viewer, after, PAGE));
            page.stream().filter(link -> link.number() <= head.number()).forEach(check::accept);
            last = page.isEmpty() ? last : page.getLast().number();
        } while (page.size() == PAGE && last <= head.number());
        if (last > head.number()) {
            long now = steps.head(viewer).number();
            page.stream().filter(link -> link.number() > now).forEach(check::accept);
        }
        return check.verdict();
    }

    private static void requireOwner(Viewer viewer) {
        viewer.requireOwner(OwnerAction.READ_AUDIT_LOG);
    }

    private static Map<String, String> described(AuditFilter filter) {
        return filter.equals(AuditFilter.ALL) ? Map.of() : Map.of("filtered", "yes");
    }
}
