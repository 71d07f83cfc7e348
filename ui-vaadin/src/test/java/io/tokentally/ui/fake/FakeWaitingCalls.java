package io.tokentally.ui.fake;

import io.tokentally.application.port.in.repricing.ManageWaitingCallsUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;

/** Remembers what an owner decided about calls that wait for a price. */
public final class FakeWaitingCalls implements ManageWaitingCallsUseCase {

    private boolean priced;

    public void reset() {
        priced = false;
    }

    @Override
    public boolean arePriced(Viewer viewer) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return priced;
    }

    @Override
    public void setPriced(Viewer viewer, boolean wanted) {
        viewer.requireOwner(OwnerAction.REPRICE);
        priced = wanted;
    }
}
