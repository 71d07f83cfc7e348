package io.tokentally.ui.pricing;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.application.port.in.pricing.CompareShutdownsUseCase;
import io.tokentally.application.port.in.pricing.ImportPricesUseCase;
import io.tokentally.application.port.in.pricing.ManagePricesUseCase;
import io.tokentally.application.port.in.repricing.ManageWaitingCallsUseCase;
import io.tokentally.application.port.in.repricing.RepriceUseCase;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Viewer;
import io.tokentally.ui.shell.BackgroundWork;
import java.time.Clock;

/** All that an owner works on prices with. Whoever is no owner is refused by each of its use cases. */
public record OwnerServices(
        ManagePricesUseCase management,
        ImportPricesUseCase imports,
        RepriceUseCase repricing,
        ManageWaitingCallsUseCase waitingCalls,
        CompareShutdownsUseCase shutdowns,
        CurrentViewer currentViewer,
        BackgroundWork work,
        Clock clock) {

    Viewer viewer() {
        return currentViewer.viewer();
    }

    boolean isOpen() {
        return !Payer.of(currentViewer).equals(Payer.OF_THE_LIST) && viewer().role() == Role.OWNER;
    }
}
