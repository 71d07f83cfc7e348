package io.tokentally.application.service.repricing;

import io.tokentally.application.port.in.repricing.RepriceUseCase;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.repricing.RepricingMonitor;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Prices calls again in the background, as the owner who asked for it: somebody who is no owner any more when the next step
 * is due gets no further. No transaction spans the steps.
 */
public final class RepriceService implements RepriceUseCase {

    /** Longer than any repricing takes; one that takes longer waits to be resumed. */
    private static final Duration MAX_WORK = Duration.ofDays(2);

    private final RepricingSteps steps;
    private final FairTurns turns;
    private final WorkSessions workSessions;
    private final RepricingMonitor monitor;
    private final Executor background;
    private final Clock clock;
    private final Map<RepricingId, OrganizationId> atWork = new ConcurrentHashMap<>();

    /** @param turns of looking through many calls: what repricing them would change, and which differ from the book */
    public RepriceService(
            RepricingSteps steps,
            FairTurns turns,
            WorkSessions workSessions,
            RepricingMonitor monitor,
            Executor background,
            Clock clock) {
        this.steps = steps;
        this.turns = turns;
        this.workSessions = workSessions;
        this.monitor = monitor;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public List<RepricedTotals> preview(Viewer viewer, RepricingRequest request) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return turns.during(viewer, () -> steps.preview(viewer, request));
    }

    @Override
    public List<MispricedCalls> mispriced(Viewer viewer) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return turns.during(viewer, () -> steps.mispriced(viewer));
    }

    @Override
    public RepricingId start(Viewer viewer, RepricingRequest request) {
        viewer.requireOwner(OwnerAction.REPRICE);
        RepricingId id = steps.begin(viewer, request, clock.instant());
        workAt(viewer, id);
        return id;
    }

    @Override
    public void resume(Viewer viewer, RepricingId id) {
        viewer.requireOwner(OwnerAction.REPRICE);
        steps.requireUnfinished(viewer, id);
        workAt(viewer, id);
    }

    @Override
    public void undo(Viewer viewer, RepricingId id) {
        viewer.requireOwner(OwnerAction.REPRICE);
        steps.beginUndo(viewer, id);
        workAt(viewer, id);
    }

    @Override
    public List<Repricing> repricings(Viewer viewer) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return steps.all(viewer);
    }

    @Override
    public boolean isAtWork(Viewer viewer, RepricingId id) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return viewer.organizationId().equals(atWork.get(id));
    }

    private void workAt(Viewer viewer, RepricingId id) {
        if (atWork.putIfAbsent(id, viewer.organizationId()) != null) {
            return;
        }
        try {
            Viewer worker = workSessions.open(viewer, "repricing " + id.value(), MAX_WORK);
            background.execute(() -> work(worker, id));
        } catch (RuntimeException e) {
            atWork.remove(id);
            throw e;
        }
    }

    private void work(Viewer worker, RepricingId id) {
        try {
            // One book from the first step to the last, so that a change of prices meanwhile does not go through the
            // middle.
            PriceBook book = steps.priceBook(worker);
            while (!Thread.currentThread().isInterrupted() && steps.step(worker, id, book)) {}
        } catch (RuntimeException e) {
            monitor.interrupted(id, e);
        } finally {
            atWork.remove(id);
            end(worker, id);
        }
    }

    /** A session that cannot be ended now ends by itself. */
    private void end(Viewer worker, RepricingId id) {
        try {
            workSessions.end(worker);
        } catch (RuntimeException e) {
            monitor.interrupted(id, e);
        }
    }
}
