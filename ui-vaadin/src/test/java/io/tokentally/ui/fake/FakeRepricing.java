package io.tokentally.ui.fake;

import io.tokentally.application.port.in.repricing.RepriceUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.repricing.MispricedCalls;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingId;
import io.tokentally.domain.repricing.RepricingRefusedException;
import io.tokentally.domain.repricing.RepricingRequest;
import io.tokentally.domain.summary.TimeRange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Repricings that stand still, at work or interrupted, until a test or a preview moves them. */
public final class FakeRepricing implements RepriceUseCase {

    private static final long RECORDS = 1_204;

    private final Clock clock;
    private final List<Repricing> repricings = new ArrayList<>();
    private List<MispricedCalls> mispriced = List.of();
    private boolean atWork;

    public FakeRepricing(Clock clock) {
        this.clock = clock;
    }

    /** For all calls of a month. */
    public static RepricingRequest october(String reason) {
        return new RepricingRequest(
                new TimeRange(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z")),
                null,
                null,
                false,
                reason);
    }

    public void reset() {
        repricings.clear();
        mispriced = List.of();
        atWork = false;
    }

    public void add(Repricing.State state, RepricingRequest request, long processed) {
        repricings.addFirst(new Repricing(
                new RepricingId(new UUID(0, repricings.size() + 1L)),
                request,
                FakeAccess.OWNER,
                clock.instant(),
                state,
                RECORDS,
                processed,
                List.of(totals())));
    }

    /** What was priced by something that is corrected since. */
    public void correct(MispricedCalls... found) {
        mispriced = List.of(found);
    }

    /** Whether the unfinished ones move. */
    public void setAtWork(boolean moves) {
        atWork = moves;
    }

    /** Ends the newest one. */
    public void finish() {
        set(repricings.getFirst(), Repricing.State.APPLIED, RECORDS);
    }

    @Override
    public List<RepricedTotals> preview(Viewer viewer, RepricingRequest request) {
        viewer.requireOwner(OwnerAction.REPRICE);
        if (request.provider() != null && request.provider().equals(Provider.GOOGLE)) {
            return List.of();
        }
        return List.of(totals());
    }

    @Override
    public List<MispricedCalls> mispriced(Viewer viewer) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return mispriced;
    }

    private static RepricedTotals totals() {
        return new RepricedTotals(
                Provider.OPENAI,
                FakePrices.WAITING,
                RECORDS,
                RECORDS,
                RECORDS,
                0,
                Money.usd("0"),
                Money.usd("12.0000345"));
    }

    @Override
    public RepricingId start(Viewer viewer, RepricingRequest request) {
        viewer.requireOwner(OwnerAction.REPRICE);
        add(Repricing.State.APPLYING, request, 0);
        atWork = true;
        return repricings.getFirst().id();
    }

    @Override
    public void resume(Viewer viewer, RepricingId id) {
        viewer.requireOwner(OwnerAction.REPRICE);
        atWork = true;
    }

    @Override
    public void undo(Viewer viewer, RepricingId id) {
        viewer.requireOwner(OwnerAction.REPRICE);
        Repricing repricing = repricings.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        if (!repricings.getFirst().equals(repricing)) {
            throw new RepricingRefusedException("A later repricing has changed the same calls. Undo that first.");
        }
        set(repricing, Repricing.State.UNDONE, 0);
    }

    private void set(Repricing repricing, Repricing.State state, long processed) {
        repricings.set(
                repricings.indexOf(repricing),
                new Repricing(
                        repricing.id(),
                        repricing.request(),
                        repricing.author(),
                        repricing.startedAt(),
                        state,
                        repricing.records(),
                        processed,
                        repricing.totals()));
    }

    @Override
    public List<Repricing> repricings(Viewer viewer) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return List.copyOf(repricings);
    }

    @Override
    public boolean isAtWork(Viewer viewer, RepricingId id) {
        return atWork && repricings.stream().anyMatch(one -> one.id().equals(id) && one.isUnfinished());
    }
}
