package io.tokentally.application.service.repricing;

import io.tokentally.application.port.in.repricing.ManageWaitingCallsUseCase;
import io.tokentally.application.port.out.repricing.WaitingCallsChoice;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what an owner decides about calls that wait for a price. */
@Transactional
public class ManageWaitingCallsService implements ManageWaitingCallsUseCase {

    private final WaitingCallsChoice choice;

    public ManageWaitingCallsService(WaitingCallsChoice choice) {
        this.choice = choice;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean arePriced(Viewer viewer) {
        viewer.requireOwner(OwnerAction.REPRICE);
        return choice.isPriced(viewer);
    }

    @Override
    public void setPriced(Viewer viewer, boolean priced) {
        viewer.requireOwner(OwnerAction.REPRICE);
        choice.setPriced(viewer, priced);
    }
}
